using System.Collections.Concurrent;
using System.Globalization;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Experiments by id and by name, deleted ones included.</summary>
internal sealed class ExperimentTable() :
    DocumentTable<Experiment>(TableId.Experiments, "experiments/experiments", experiment => experiment.ExperimentId)
{
    private readonly ConcurrentDictionary<(WorkspaceName, string), ExperimentId> idByName = new();
    private readonly ConcurrentDictionary<WorkspaceName, int> counts = new();

    /// <summary>The greatest id of all experiments; -1 when there is none.</summary>
    public long LastNumber { get; private set; } = -1;

    /// <summary>Grows when an experiment moves to another stage, and its runs with it.</summary>
    public long Moves { get; private set; }

    /// <summary>Finds an experiment of the current workspace.</summary>
    public Experiment? FindByName(string name) => FindByName(CurrentWorkspace.Value, name);

    public Experiment? FindByName(WorkspaceName workspace, string name) =>
        // During a rename or move, both names map to the experiment; only one of them is its own.
        idByName.TryGetValue((workspace, name), out var id) && Find(id) is { } found
        && (found.Workspace, found.Name) == (workspace, name) ? found : null;

    /// <summary>Whether no experiment is in another workspace.</summary>
    public bool IsOnlyIn(WorkspaceName workspace) =>
        counts.All(count => count.Key == workspace || count.Value == 0);

    public static long NumberOf(ExperimentId experimentId) => long.Parse(experimentId, CultureInfo.InvariantCulture);

    protected override void Changed(Experiment? before, Experiment? after)
    {
        if ((before?.Moves ?? 0) != (after?.Moves ?? 0)) Moves++;
        // It is counted in its new workspace first, so that a reader of the old one never takes that for all there is.
        if (after is not null && after.Workspace != before?.Workspace) AddTo(after.Workspace, 1);
        if (before is not null && before.Workspace != after?.Workspace) AddTo(before.Workspace, -1);
        // Only if the name is still its own: in a segment, the name's new experiment may precede its previous one.
        if (before is not null && (before.Workspace, before.Name) != (after?.Workspace, after?.Name))
            idByName.TryRemove(KeyValuePair.Create((before.Workspace, before.Name), before.ExperimentId));
        if (after is not null)
        {
            idByName[(after.Workspace, after.Name)] = after.ExperimentId;
            LastNumber = Math.Max(LastNumber, NumberOf(after.ExperimentId));
        }
        else if (NumberOf(before!.ExperimentId) == LastNumber)
        {
            LastNumber = All.Select(experiment => NumberOf(experiment.ExperimentId)).DefaultIfEmpty(-1).Max();
        }
    }

    private void AddTo(WorkspaceName workspace, int change) =>
        counts.AddOrUpdate(workspace, change, (_, count) => count + change);
}
