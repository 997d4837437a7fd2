namespace Tauro.Stores.Local.Runs;

/// <summary>A run found by a search: the index of its experiment in the search, and its row there.</summary>
internal readonly record struct FoundRun(int Experiment, int Row);
