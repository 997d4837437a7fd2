using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Models;

/// <summary>
/// Deletes models. One with many versions is deleted in several commits, so that none is large and other writes are
/// committed in between: the first one moves the model to the deleted ones, which no reader finds, and the others
/// remove its versions. After a crash, a model can be in these states:
/// 1. it is in the models: the deletion was not committed;
/// 2. it is in the deleted models, with some of its versions: opening the store removes these, which completes it;
/// 3. it is in neither, and has no versions: the deletion is complete.
/// </summary>
internal sealed class ModelDeletions(LocalEngine<RegistryState> engine)
{
    private int running;

    /// <summary>Completes deletions when the store opens, or leaves them to the next write.</summary>
    public static async Task Prepare(LocalEngine<RegistryState> engine)
    {
        try
        {
            await new ModelDeletions(engine).Resume().ConfigureAwait(false);
        }
        catch (Exception e) when (e is StorageRefusalException)
        {
            StoreLog.DeletionInterrupted(engine.Log, e);
        }
    }

    public async ValueTask<StoreOutcome<RegisteredModel>> Delete(string name, CancellationToken cancel)
    {
        await Resume().ConfigureAwait(false);
        Interlocked.Increment(ref running);
        try
        {
            var outcome = await engine.Commit(
                (state, _) => ModelWrites.Delete(state.Load(name), name, engine.Options.VersionsPerCommit),
                ModelFactWriter.Write, cancel).ConfigureAwait(false);
            if (outcome.IsOk) await TryFinish(outcome.Value.ModelId).ConfigureAwait(false);
            return outcome;
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    /// <summary>
    /// Continues deletions that a failure of the disk interrupted. Every write calls it first, so that its events
    /// follow those of the deletion.
    /// </summary>
    public async ValueTask Resume()
    {
        if (Volatile.Read(ref running) > 0) return;
        foreach (var model in engine.State.DeletedModels.All) await Finish(model.ModelId).ConfigureAwait(false);
    }

    private async Task TryFinish(ModelId modelId)
    {
        try
        {
            await Finish(modelId).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Whatever it is: the model is deleted, and the next write continues.
            StoreLog.DeletionInterrupted(engine.Log, e);
        }
    }

    private async Task Finish(ModelId modelId)
    {
        while (engine.State.DeletedModels.Find(modelId) is not null)
            await engine.Commit<ModelFact, bool>(
                (state, _) => state.DeletedModels.Find(modelId) is { } model
                    ? ModelWrites.DeleteVersions(state.Load(model), engine.Options.VersionsPerCommit)
                    : Decision<ModelFact, bool>.Unchanged(true),
                ModelFactWriter.Write, CancellationToken.None).ConfigureAwait(false);
    }
}
