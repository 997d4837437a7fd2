using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;

namespace Tauro.Stores.Local.Models;

/// <summary>
/// Deletes models. One with many versions is deleted in several commits, so that none is large and other writes are
/// committed in between: the first one moves the model to the deleted ones, which no reader finds and which keep their
/// names, and the others remove its versions. After a crash, a model can be in these states:
/// 1. it is in the models: the deletion was not committed;
/// 2. it is in the deleted models, with some of its versions: the opened store removes these, which completes it;
/// 3. it is in neither, and has no versions: the deletion is complete.
/// </summary>
internal sealed class ModelDeletions(LocalEngine<RegistryState> engine)
{
    /// <summary>Continues, in the background, the deletions that a crash interrupted.</summary>
    public static Task Start(LocalEngine<RegistryState> engine)
    {
        var deletions = new ModelDeletions(engine);
        foreach (var model in engine.State.DeletedModels.All) deletions.Remaining(model.ModelId).Resume();
        return Task.CompletedTask;
    }

    public async ValueTask<StoreOutcome<RegisteredModel>> Delete(
        string name, Func<Task>? onHidden, CancellationToken cancel)
    {
        var outcome = await engine.Commit(
            (state, _) => ModelWrites.Delete(
                state.Load(name), name, engine.Options.VersionsPerCommit,
                state.Models.FindByName(name) is { } model ? state.HoldIn(model.ModelId) : null),
            ModelFactWriter.Write, cancel).ConfigureAwait(false);
        if (!outcome.IsOk || IsComplete(outcome.Value.ModelId)) return outcome;
        try
        {
            if (onHidden is not null) await onHidden().ConfigureAwait(false);
        }
        finally
        {
            await Remaining(outcome.Value.ModelId).Finish().ConfigureAwait(false);
        }

        return outcome;
    }

    private LongDeletion<RegistryState> Remaining(ModelId modelId) =>
        new(engine, "the versions of a model", () => Finish(modelId));

    /// <summary>Removes the versions of a deleted model.</summary>
    public async Task Finish(ModelId modelId)
    {
        while (engine.State.DeletedModels.Find(modelId) is { } deleted)
        {
            CurrentWorkspace.Set(deleted.Workspace);
            var outcome = await engine.Commit<ModelFact, bool>(
                (state, _) => state.DeletedModels.Find(modelId) is { } model
                    ? ModelWrites.DeleteVersions(state.Load(model), engine.Options.VersionsPerCommit)
                    : Decision<ModelFact, bool>.Unchanged(true),
                ModelFactWriter.Write, CancellationToken.None).ConfigureAwait(false);
            _ = outcome.Value; // Throws if it is refused.
        }
    }

    private bool IsComplete(ModelId modelId) => engine.State.DeletedModels.Find(modelId) is null;
}
