using Tauro.Contracts.Events;
using Tauro.Contracts.Models;
using Tauro.Stores.Events;

namespace Tauro.Stores.Decisions;

/// <summary>Decides the changes that an event about a source run causes.</summary>
public static class SourceRunWrites
{
    /// <param name="versions">The versions made from the run, each with its model.</param>
    /// <param name="status">The run's current status.</param>
    /// <param name="position">The sequence and time of the event in Tracking's log.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Decision<ModelFact, int> Record(
        IEnumerable<(RegisteredModel Model, VersionDocument Document)> versions, string status, EventCursor position,
        long now)
    {
        List<ModelFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var (model, document) in versions)
        {
            if (!IsNewer(position, document)) continue;

            // Stores the position even when the status is the same, or a late event between the two would be applied.
            var changed = document.Version.SourceRunStatus != status;
            facts.Add(new ModelFact.PutVersion(document with
            {
                Version = changed
                    ? document.Version with { SourceRunStatus = status, LastUpdateTime = now }
                    : document.Version,
                SourceRunSequence = position.Sequence,
                SourceRunTime = position.Time,
            }));
            if (changed)
                events.Add(new ModelVersionUpdated(model.Name, document.Number) { Workspace = model.Workspace });
        }

        return new Decision<ModelFact, int>(facts, events, events.Count);
    }

    // Within one history, a later event has a higher sequence and no earlier time. If a backup of Tracking was
    // restored, its sequences continue below those that it had reached before, but their times are later.
    private static bool IsNewer(EventCursor position, VersionDocument document) =>
        position.Sequence > document.SourceRunSequence || position.Time > document.SourceRunTime;
}
