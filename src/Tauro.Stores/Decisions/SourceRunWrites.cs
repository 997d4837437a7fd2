using Tauro.Contracts.Events;

namespace Tauro.Stores.Decisions;

/// <summary>Decides what an event about a source run changes.</summary>
public static class SourceRunWrites
{
    /// <param name="versions">The versions made from the run, each with the name of its model.</param>
    /// <param name="status">The run's status now.</param>
    /// <param name="sequence">Of the event that says so, in Tracking's log.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static Decision<ModelFact, int> Record(
        IEnumerable<(string Name, VersionDocument Document)> versions, string status, long sequence, long now)
    {
        List<ModelFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var (name, document) in versions)
        {
            if (sequence <= document.SourceRunSequence) continue;

            // The sequence is kept even when the status is the same, or a late event between the two would be believed.
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
