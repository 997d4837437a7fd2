using Tauro.Contracts.Events;
using Tauro.Stores.Local.Registry;

namespace Tauro.Stores.Local.Models;

/// <summary>Decides what an event about a source run changes.</summary>
internal static class SourceRunWrites
{
    public static ModelStep<int> Record(RegistryState state, string runId, string status, long sequence, long now)
    {
        List<ModelFact> facts = [];
        List<LifecycleEvent> events = [];
        foreach (var document in state.Versions.KeysOfRun(runId).Select(state.Versions.Find).OfType<VersionDocument>())
        {
            if (sequence <= document.SourceRunSequence) continue;

            // The sequence is kept even when the status is the same, or a late event between the two would be believed.
            var changed = document.Version.SourceRunStatus != status;
            facts.Add(new ModelFact.PutVersion(new VersionDocument(
                changed ? document.Version with { SourceRunStatus = status, LastUpdateTime = now } : document.Version,
                sequence)));
            if (changed)
                events.Add(new ModelVersionUpdated(
                    state.Models.Find(document.Version.ModelId)!.Name, document.Number));
        }

        return new ModelStep<int>(facts, events, events.Count);
    }
}
