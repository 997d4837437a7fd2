namespace Tauro.Stores.Decisions;

/// <summary>How much a workspace may store in artifacts, and what it has.</summary>
/// <param name="Quota">Its limit.</param>
/// <param name="Used">The bytes of its artifacts and uploads.</param>
public sealed record ArtifactRoom(StorageQuota Quota, long Used)
{
    /// <summary>Returns why bytes can't be added; null when they can.</summary>
    /// <param name="added">The bytes to add.</param>
    /// <param name="freed">The bytes that they replace.</param>
    public StoreProblem? Check(long added, long freed) => Quota.Check(Used - freed, added);
}
