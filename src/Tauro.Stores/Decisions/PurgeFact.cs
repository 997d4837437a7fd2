using Tauro.Contracts.Purges;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided purge: a document stored or removed.</summary>
public abstract record PurgeFact
{
    private PurgeFact()
    {
    }

    /// <summary>Removes a document.</summary>
    public sealed record Remove(PurgedKind Kind, string Key) : PurgeFact;

    /// <summary>Records files whose bytes are to be deleted.</summary>
    public sealed record PutDeletion(StoredDeletion Deletion) : PurgeFact;

    /// <summary>
    /// Stores how far a purge is. A completed one is kept if the id of its experiment is the greatest of all, so that
    /// no other experiment gets it.
    /// </summary>
    public sealed record PutPurge(Purge Purge) : PurgeFact;

    /// <summary>Removes the purge with this <see cref="Purge.Key"/>.</summary>
    public sealed record RemovePurge(string Key) : PurgeFact;
}
