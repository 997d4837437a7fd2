using System.Collections.Concurrent;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Local.State;

/// <summary>How many documents of a table are in each workspace. One thread writes; any may read.</summary>
internal sealed class WorkspaceCounts
{
    private readonly ConcurrentDictionary<WorkspaceName, int> counts = new();

    /// <summary>What else depends on the workspaces of the documents.</summary>
    public IReadOnlyList<WorkspaceTotals> Totals { get; set; } = [];

    /// <summary>Counts a document that was added, removed or moved.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="before">The workspace that it was in; null for none.</param>
    /// <param name="after">The workspace that it is in; null for none.</param>
    public void Changed(string id, WorkspaceName? before, WorkspaceName? after)
    {
        if (before == after) return;
        // The new one first, so that a reader of the old one never takes that for all there is.
        if (after is { } added) Add(added, 1);
        if (before is { } removed) Add(removed, -1);
        foreach (var totals in Totals) totals.Moved(id, after);
    }

    public int In(WorkspaceName workspace) => counts.GetValueOrDefault(workspace);

    /// <summary>Whether no document is in another workspace.</summary>
    public bool IsOnlyIn(WorkspaceName workspace) =>
        counts.All(count => count.Key == workspace || count.Value == 0);

    private void Add(WorkspaceName workspace, int change) =>
        counts.AddOrUpdate(workspace, change, (_, count) => count + change);
}
