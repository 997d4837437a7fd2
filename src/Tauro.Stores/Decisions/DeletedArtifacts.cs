namespace Tauro.Stores.Decisions;

/// <summary>The result of one commit of a deletion.</summary>
/// <param name="Files">How many files it deleted.</param>
/// <param name="More">Whether another commit is needed.</param>
public readonly record struct DeletedArtifacts(int Files, bool More);
