namespace Tauro.Stores.Local.Retention;

/// <summary>The rank that a live run had when it was selected.</summary>
/// <param name="Ranks">The ranks of its experiment.</param>
/// <param name="Newer">How many newer live runs the experiment had.</param>
internal sealed record RunRank(RunRanks Ranks, long Newer);
