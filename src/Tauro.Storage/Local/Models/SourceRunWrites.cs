using Tauro.Contracts.Events;

namespace Tauro.Storage.Local.Models;

/// <summary>Decides what an event about a source run changes.</summary>
internal static class SourceRunWrites
{
    public static ModelStep<int> Record(ModelState state, string runId, string status, long sequence, long now)
    {
        List<ModelFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var (modelId, number) in state.ByRun.GetValueOrDefault(runId, []))
        {
            var entry = state.Models[modelId];
            var document = entry.Versions[number];
            if (sequence <= document.SourceRunSequence) continue;

            // The sequence is kept even when the status is the same, or a late event between the two would be believed.
            var changed = document.Version.SourceRunStatus != status;
            facts.Add(new ModelFact.PutVersion(new VersionDocument(
                changed ? document.Version with { SourceRunStatus = status, LastUpdateTime = now } : document.Version,
                sequence)));
            if (changed) events.Add(new ModelVersionUpdated(entry.Model.Name, number));
        }

        return new ModelStep<int>(facts, events, events.Count);
    }
}
