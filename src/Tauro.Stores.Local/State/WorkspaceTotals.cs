using Tauro.Contracts.Ids;

namespace Tauro.Stores.Local.State;

/// <summary>
/// How much of something each workspace has: the sum over resources, such as the bytes of the artifacts of experiments.
/// One thread writes; any may read.
/// </summary>
internal sealed class WorkspaceTotals
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> amounts = new(StringComparer.Ordinal);
    private readonly Dictionary<WorkspaceName, long> sums = [];

    // Without those in default, where what belongs to no resource is counted too.
    private readonly Dictionary<string, WorkspaceName> places = new(StringComparer.Ordinal);

    /// <summary>Adds to what a resource has, which may be loaded later.</summary>
    public void Add(string resource, long amount)
    {
        if (amount == 0) return;
        lock (gate)
        {
            var total = amounts.GetValueOrDefault(resource) + amount;
            if (total == 0) amounts.Remove(resource);
            else amounts[resource] = total;
            AddTo(places.GetValueOrDefault(resource), amount);
        }
    }

    /// <summary>Takes note that a resource was created, moved or removed.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="workspace">The workspace that it is in; null for none.</param>
    public void Moved(string resource, WorkspaceName? workspace)
    {
        lock (gate)
        {
            var amount = amounts.GetValueOrDefault(resource);
            AddTo(places.GetValueOrDefault(resource), -amount);
            if (workspace is { } place && place != WorkspaceName.Default) places[resource] = place;
            else places.Remove(resource);
            AddTo(places.GetValueOrDefault(resource), amount);
        }
    }

    /// <summary>Returns what a workspace has.</summary>
    public long In(WorkspaceName workspace)
    {
        lock (gate) return sums.GetValueOrDefault(workspace);
    }

    private void AddTo(WorkspaceName workspace, long amount) =>
        sums[workspace] = sums.GetValueOrDefault(workspace) + amount;
}
