using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Guards;

public sealed partial class GuardedRunStore
{
    public async ValueTask<StoreOutcome<Done>> Log(RunId runId, RunBatch batch, CancellationToken cancel = default)
    {
        if (await access.Hides(runId, AccessAction.Update, cancel).ConfigureAwait(false))
            return RunWrites.NotFound(runId);
        if (await access.FindHiddenParent(batch.Tags, cancel).ConfigureAwait(false) is { } parent)
            return RunWrites.NotFound(parent);
        return batch.ModelMetrics.Count > 0
            && await access.FindHiddenOther(
                batch.ModelMetrics.Select(metric => metric.ModelId), AccessAction.Update, cancel)
                .ConfigureAwait(false) is { } hidden
                ? new LoggedModelMissing(hidden)
                : await store.Log(runId, batch, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<Done>> ChangeTag(
        RunId runId, string key, Func<string?, StoreOutcome<string>> decide, CancellationToken cancel = default) =>
        await access.Hides(runId, AccessAction.Update, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(runId)
            : await store.ChangeTag(runId, key, decide, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Page<MetricValue>>> GetMetricHistory(
        MetricHistoryQuery query, CancellationToken cancel = default) =>
        await access.Hides(query.RunId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(query.RunId)
            : await store.GetMetricHistory(query, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<MetricSample>> SampleMetric(
        MetricSampleQuery query, CancellationToken cancel = default) =>
        await access.Hides(query.RunId, AccessAction.Read, cancel).ConfigureAwait(false)
            ? RunWrites.NotFound(query.RunId)
            : await store.SampleMetric(query, cancel).ConfigureAwait(false);

    public async ValueTask<StoreOutcome<Done>> LogInputs(
        RunId runId, RunInputs inputs, CancellationToken cancel = default)
    {
        if (await access.Hides(runId, AccessAction.Update, cancel).ConfigureAwait(false))
            return RunWrites.NotFound(runId);
        var models = inputs.Models.Concat(inputs.Outputs.Select(output => output.ModelId));
        return await access.FindHiddenOther(models, AccessAction.Read, cancel).ConfigureAwait(false) is { } hidden
            ? new LoggedModelMissing(hidden)
            : await store.LogInputs(runId, inputs, cancel).ConfigureAwait(false);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<RunInputs>>> GetInputs(
        IReadOnlyList<RunId> runIds, CancellationToken cancel = default)
    {
        var found = await store.GetInputs(runIds, cancel).ConfigureAwait(false);
        if (!found.IsOk || await access.FindVisible(ResourceType.Run, cancel).ConfigureAwait(false) is not { } visible)
            return found;
        var inputs = found.Value.ToArray();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (await store.FindExperiment(runIds[i], cancel).ConfigureAwait(false) is not { } experimentId
                || !visible.Contains(experimentId))
                inputs[i] = new RunInputs();
        }

        return StoreOutcome<IReadOnlyList<RunInputs>>.Ok(inputs);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<DatasetSummary>>> SearchDatasets(
        IReadOnlyList<ExperimentId> experimentIds, int max, CancellationToken cancel = default) =>
        await store.SearchDatasets(
            experimentIds.Limit(await access.FindVisible(ResourceType.Run, cancel).ConfigureAwait(false)), max,
            cancel).ConfigureAwait(false);
}
