using System.Collections.Concurrent;
using System.Globalization;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Experiments by id and by name, deleted ones included.</summary>
internal sealed class ExperimentTable() :
    DocumentTable<Experiment>(TableId.Experiments, "experiments/experiments", experiment => experiment.ExperimentId)
{
    private readonly ConcurrentDictionary<string, ExperimentId> idByName = new(StringComparer.Ordinal);

    /// <summary>The greatest id of all experiments; -1 when there is none.</summary>
    public long LastNumber { get; private set; } = -1;

    /// <summary>Grows when an experiment moves to another stage, and its runs with it.</summary>
    public long Moves { get; private set; }

    public Experiment? FindByName(string name) => idByName.TryGetValue(name, out var id) ? Find(id) : null;

    public static long NumberOf(ExperimentId experimentId) => long.Parse(experimentId, CultureInfo.InvariantCulture);

    protected override void Changed(Experiment? before, Experiment? after)
    {
        if ((before?.Moves ?? 0) != (after?.Moves ?? 0)) Moves++;
        // Only if the name is still its own: in a segment, the name's new experiment may precede its previous one.
        if (before is not null && before.Name != after?.Name)
            idByName.TryRemove(KeyValuePair.Create(before.Name, before.ExperimentId));
        if (after is not null)
        {
            idByName[after.Name] = after.ExperimentId;
            LastNumber = Math.Max(LastNumber, NumberOf(after.ExperimentId));
        }
        else if (NumberOf(before!.ExperimentId) == LastNumber)
        {
            LastNumber = All.Select(experiment => NumberOf(experiment.ExperimentId)).DefaultIfEmpty(-1).Max();
        }
    }
}
