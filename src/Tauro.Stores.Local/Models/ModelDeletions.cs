using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;

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
    private static readonly TimeSpan RetryDelayMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromMinutes(1);

    /// <summary>Continues, in the background, the deletions that a crash interrupted.</summary>
    public static Task Start(LocalEngine<RegistryState> engine)
    {
        foreach (var model in engine.State.DeletedModels.All) _ = new ModelDeletions(engine).Retry(model.ModelId);
        return Task.CompletedTask;
    }

    public async ValueTask<StoreOutcome<RegisteredModel>> Delete(
        string name, Func<Task>? onHidden, CancellationToken cancel)
    {
        var outcome = await engine.Commit(
            (state, _) => ModelWrites.Delete(state.Load(name), name, engine.Options.VersionsPerCommit),
            ModelFactWriter.Write, cancel).ConfigureAwait(false);
        if (!outcome.IsOk || IsComplete(outcome.Value.ModelId)) return outcome;
        try
        {
            if (onHidden is not null) await onHidden().ConfigureAwait(false);
        }
        finally
        {
            if (!await TryFinish(outcome.Value.ModelId).ConfigureAwait(false)) _ = Retry(outcome.Value.ModelId);
        }

        return outcome;
    }

    /// <summary>Removes the versions of a deleted model; fewer at once if the journal has no space for many.</summary>
    public async Task Finish(ModelId modelId)
    {
        for (var versionsMax = engine.Options.VersionsPerCommit; !IsComplete(modelId);)
        {
            try
            {
                var outcome = await engine.Commit<ModelFact, bool>(
                    (state, _) => state.DeletedModels.Find(modelId) is { } model
                        ? ModelWrites.DeleteVersions(state.Load(model), versionsMax)
                        : Decision<ModelFact, bool>.Unchanged(true),
                    ModelFactWriter.Write, CancellationToken.None).ConfigureAwait(false);
                if (outcome.Value) return;
            }
            catch (StorageFullException) when (versionsMax > 1)
            {
                versionsMax = Math.Max(1, versionsMax / 10);
            }
        }
    }

    private async Task Retry(ModelId modelId)
    {
        if (!engine.Options.Background) return;
        for (var delay = RetryDelayMin; ; delay = TimeSpan.FromTicks(Math.Min(2 * delay.Ticks, RetryDelayMax.Ticks)))
        {
            await Task.Delay(delay, engine.Time).ConfigureAwait(false);
            if (engine.IsClosing || await TryFinish(modelId).ConfigureAwait(false)) return;
        }
    }

    private async Task<bool> TryFinish(ModelId modelId)
    {
        try
        {
            await Finish(modelId).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is: the model is deleted, and the deletion must be continued.
            StoreLog.DeletionInterrupted(engine.Log, e);
            return false;
        }
    }

    private bool IsComplete(ModelId modelId) => engine.State.DeletedModels.Find(modelId) is null;
}
