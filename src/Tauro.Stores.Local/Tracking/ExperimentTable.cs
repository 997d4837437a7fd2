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
    private long lastId = -1;

    /// <summary>One more than the greatest id: experiments are removed only when the store is emptied.</summary>
    public ExperimentId NextId => new((lastId + 1).ToString(CultureInfo.InvariantCulture));

    public Experiment? FindByName(string name) => idByName.TryGetValue(name, out var id) ? Find(id) : null;

    protected override void Changed(Experiment? before, Experiment? after)
    {
        // Only if the name is still its own: in a segment, the name's new experiment may precede its previous one.
        if (before is not null && before.Name != after?.Name)
            idByName.TryRemove(KeyValuePair.Create(before.Name, before.ExperimentId));
        if (after is not null)
        {
            idByName[after.Name] = after.ExperimentId;
            lastId = Math.Max(lastId, NumberOf(after));
        }
        else if (NumberOf(before!) == lastId)
        {
            lastId = All.Select(NumberOf).DefaultIfEmpty(-1).Max();
        }
    }

    private static long NumberOf(Experiment experiment) =>
        long.Parse(experiment.ExperimentId, CultureInfo.InvariantCulture);
}
