namespace Tauro.Stores.Local.Runs;

/// <summary>A run that a search came to: the number of its experiment in the search, and its row there.</summary>
internal readonly record struct FoundRun(int Experiment, int Row);
