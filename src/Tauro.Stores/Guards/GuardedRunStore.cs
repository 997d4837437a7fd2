using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Access;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Guards;

/// <summary>
/// Decides for each operation of a run store whether the principal of the request may do it with its experiment. What
/// it may not see is reported as missing; what it may see but not do throws <see cref="AccessDeniedException"/>.
/// Operations of the service itself are not checked.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="access">Decides on single resources.</param>
public sealed partial class GuardedRunStore(IRunStore store, ExperimentAccess access) : IRunStore
{
    public async ValueTask<StoreOutcome<Run>> StartRun(NewRun run, CancellationToken cancel = default)
    {
        if (await access.Hides(run.ExperimentId, AccessAction.Update, ResourceType.Run, cancel).ConfigureAwait(false))
            return ExperimentWrites.NotFound(run.ExperimentId);
        if (run.ParentRunId is { } parent && await access.HidesOther(parent, cancel).ConfigureAwait(false))
            return RunWrites.NotFound(parent);
        return await access.FindHiddenParent(run.Tags, cancel).ConfigureAwait(false) is { } hidden
            ? RunWrites.NotFound(hidden)
            : await store.StartRun(run, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Run>> GetRun(RunId runId, CancellationToken cancel = default) =>
        await access.Hides(runId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(runId)
            : await store.GetRun(runId, cancel).ConfigureAwait(false);

    public async ValueTask<ExperimentId?> FindExperiment(RunId runId, CancellationToken cancel = default) =>
        await access.HidesOther(runId, cancel).ConfigureAwait(false)
            ? null
            : await store.FindExperiment(runId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<Run>>> SearchRuns(RunQuery query, CancellationToken cancel = default) =>
        await store.SearchRuns(await Limit(query, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<IReadOnlyList<RunId>>> FindRuns(
        RunQuery query, CancellationToken cancel = default) =>
        await store.FindRuns(await Limit(query, cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    public async IAsyncEnumerable<Run> ReadRuns(
        IReadOnlyList<RunId> runIds, RunSelection? fields = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var visible = await access.FindVisible(ResourceType.Run, cancel).ConfigureAwait(false);
        await foreach (var run in store.ReadRuns(runIds, fields, cancel).ConfigureAwait(false))
            if (visible?.Contains(run.ExperimentId) != false) yield return run;
    }

    public async ValueTask<StoreOutcome<RunValues>> ReadValues(
        RunQuery query, IReadOnlyList<Field> fields, int runsMax, CancellationToken cancel = default) =>
        await store.ReadValues(await Limit(query, cancel).ConfigureAwait(false), fields, runsMax, cancel)
            .ConfigureAwait(false);

    public async ValueTask<StoreOutcome<RunGroups>> AggregateRuns(
        RunAggregationQuery query, CancellationToken cancel = default) =>
        await store.AggregateRuns(
            query with { VisibleIn = await access.FindVisible(ResourceType.Run, cancel).ConfigureAwait(false) },
            cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Run>> UpdateRun(
        RunId runId, RunChange change, CancellationToken cancel = default) =>
        await access.Hides(runId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(runId)
            : await access.FindHiddenParent(change.Tags, cancel).ConfigureAwait(false) is { } hidden
                ? RunWrites.NotFound(hidden)
                : await store.UpdateRun(runId, change, cancel).ConfigureAwait(false);

    public ValueTask<int> EndStaleRuns(TimeSpan after, CancellationToken cancel = default) =>
        store.EndStaleRuns(after, cancel);

    public async ValueTask<StoreOutcome<Run>> DeleteRun(RunId runId, CancellationToken cancel = default) =>
        await access.Hides(runId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(runId)
            : await store.DeleteRun(runId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreProblem?> CheckWritable(RunId runId, CancellationToken cancel = default) =>
        await access.Hides(runId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(runId)
            : await store.CheckWritable(runId, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Run>> RestoreRun(RunId runId, CancellationToken cancel = default) =>
        await access.Hides(runId, AccessAction.Delete, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(runId)
            : await store.RestoreRun(runId, cancel).ConfigureAwait(false);

    public ValueTask<StoreOutcome<Run>> LinkModelVersion(
        RunId runId, string modelName, int version, ModelId? modelId = null, CancellationToken cancel = default) =>
        store.LinkModelVersion(runId, modelName, version, modelId, cancel);

    public ValueTask<StoreOutcome<Run>> UnlinkModelVersion(
        RunId runId, string modelName, int version, ModelId? modelId = null, CancellationToken cancel = default) =>
        store.UnlinkModelVersion(runId, modelName, version, modelId, cancel);

    public ValueTask<StoreOutcome<Done>> RenameModel(
        string from, string to, ModelId? modelId = null, CancellationToken cancel = default) =>
        store.RenameModel(from, to, modelId, cancel);

    private async ValueTask<RunQuery> Limit(RunQuery query, CancellationToken cancel) =>
        query with { VisibleIn = await access.FindVisible(ResourceType.Run, cancel).ConfigureAwait(false) };
}
