using Tauro.Contracts.Ids;

namespace Tauro.Stores.Local.State;

/// <summary>
/// How much of something each workspace has: the sum over resources, such as the bytes of the artifacts of experiments.
/// One thread writes; any may read.
/// </summary>
/// <param name="workspaceOf">
/// Returns the workspace of a resource, which has to be the same until <see cref="Moved"/>; that of a resource that
/// does not exist is <c>default</c>.
/// </param>
internal sealed class WorkspaceTotals(Func<string, WorkspaceName> workspaceOf)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> amounts = new(StringComparer.Ordinal);

    // Made when it is first needed, when all resources are loaded.
    private Dictionary<WorkspaceName, long>? sums;

    public void Add(string resource, long amount)
    {
        if (amount == 0) return;
        lock (gate)
        {
            var total = amounts.GetValueOrDefault(resource) + amount;
            if (total == 0) amounts.Remove(resource);
            else amounts[resource] = total;
            if (sums is not null) AddTo(sums, workspaceOf(resource), amount);
        }
    }

    /// <summary>Takes note that a resource was created, moved or removed.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="from">The workspace that it was in; null for none.</param>
    /// <param name="to">The workspace that it is in; null for none.</param>
    public void Moved(string resource, WorkspaceName? from, WorkspaceName? to)
    {
        lock (gate)
        {
            if (sums is null || !amounts.TryGetValue(resource, out var amount)) return;
            AddTo(sums, from ?? WorkspaceName.Default, -amount);
            AddTo(sums, to ?? WorkspaceName.Default, amount);
        }
    }

    /// <summary>Returns what a workspace has.</summary>
    public long In(WorkspaceName workspace)
    {
        lock (gate)
        {
            if (sums is not null) return sums.GetValueOrDefault(workspace);
            sums = [];
            foreach (var (resource, amount) in amounts) AddTo(sums, workspaceOf(resource), amount);
            return sums.GetValueOrDefault(workspace);
        }
    }

    private static void AddTo(Dictionary<WorkspaceName, long> sums, WorkspaceName workspace, long amount) =>
        sums[workspace] = sums.GetValueOrDefault(workspace) + amount;
}
