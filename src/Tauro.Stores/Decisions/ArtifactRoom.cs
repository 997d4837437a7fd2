namespace Tauro.Stores.Decisions;

/// <summary>How much a workspace may store in artifacts, and what it has.</summary>
/// <param name="Quota">Its limit.</param>
/// <param name="Used">The bytes of its artifacts and uploads.</param>
/// <param name="Freed">The bytes of them that what is written replaces.</param>
public sealed record ArtifactRoom(StorageQuota Quota, long Used, long Freed = 0)
{
    /// <summary>The bytes that can be written.</summary>
    public long Left => Math.Max(Freed, Quota.Max - Used + Freed);

    /// <summary>Returns why bytes can't be written; null when they can.</summary>
    public StoreProblem? Check(long bytes) => Quota.Check(Used, bytes, Freed);
}
