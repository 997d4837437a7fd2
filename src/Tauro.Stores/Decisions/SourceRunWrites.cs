using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>Decides the changes that an event about a source run causes.</summary>
public static class SourceRunWrites
{
    /// <param name="versions">The versions made from the run, each with the name of its model.</param>
    /// <param name="status">The run's current status.</param>
    /// <param name="sequence">The sequence of the event in Tracking's log.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Decision<ModelFact, int> Record(
        IEnumerable<(string Name, VersionDocument Document)> versions, string status, long sequence, long now)
    {
        List<ModelFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var (name, document) in versions)
        {
            if (sequence <= document.SourceRunSequence) continue;

            // Stores the sequence even when the status is the same, or a late event between the two would be applied.
            var changed = document.Version.SourceRunStatus != status;
            facts.Add(new ModelFact.PutVersion(new VersionDocument(
                changed ? document.Version with { SourceRunStatus = status, LastUpdateTime = now } : document.Version,
                sequence)));
            if (changed)
                events.Add(new ModelVersionUpdated(name, document.Number));
        }

        return new Decision<ModelFact, int>(facts, events, events.Count);
    }
}
