namespace Tauro.Stores.Decisions;

/// <summary>The limits of one commit of a purge.</summary>
/// <param name="DocumentsMax">The largest number of documents.</param>
/// <param name="DeletionId">A new id, for the artifacts that it removes.</param>
public sealed record PurgeLimits(int DocumentsMax, string DeletionId);
