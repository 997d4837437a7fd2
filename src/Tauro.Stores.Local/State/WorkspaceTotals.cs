using Tauro.Contracts.Ids;

namespace Tauro.Stores.Local.State;

/// <summary>
/// How much of something each workspace has: the sum over resources, such as the bytes of the artifacts of experiments.
/// One thread writes; any may read.
/// </summary>
/// <param name="workspaceOf">Returns the workspace of a resource; null when there is no such resource.</param>
internal sealed class WorkspaceTotals(Func<string, WorkspaceName?> workspaceOf)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> amounts = new(StringComparer.Ordinal);

    // Made when it is first needed, when all resources are loaded, and again after a resource has moved.
    private Dictionary<WorkspaceName, long>? sums;

    public void Add(string resource, long amount)
    {
        lock (gate)
        {
            var total = amounts.GetValueOrDefault(resource) + amount;
            if (total == 0) amounts.Remove(resource);
            else amounts[resource] = total;
            if (sums is null) return;
            if (workspaceOf(resource) is { } workspace)
                sums[workspace] = sums.GetValueOrDefault(workspace) + amount;
            else sums = null;
        }
    }

    /// <summary>Takes note that a resource is in another workspace, or in none.</summary>
    public void Moved()
    {
        lock (gate) sums = null;
    }

    /// <summary>Returns what a workspace has.</summary>
    public long In(WorkspaceName workspace)
    {
        lock (gate)
        {
            sums ??= amounts.Select(pair => (Workspace: workspaceOf(pair.Key), pair.Value))
                .Where(pair => pair.Workspace is not null)
                .GroupBy(pair => pair.Workspace!.Value, pair => pair.Value)
                .ToDictionary(group => group.Key, group => group.Sum());
            return sums.GetValueOrDefault(workspace);
        }
    }
}
