using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    public ValueTask<StoreOutcome<Done>> LogInputs(
        RunId runId, RunInputs inputs, CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var run = state.Runs.Find(runId);
            return ReviveAbove(state, run, RunInputWrites.Log(
                run, state.Inputs.Find(runId), key => state.Datasets.Find(key) is not null, runId, inputs,
                state.RevivesStaleRuns, now), now);
        }, cancel);

    public async ValueTask<StoreOutcome<IReadOnlyList<RunInputs>>> GetInputs(
        IReadOnlyList<RunId> runIds, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = runIds.Select(id => LoadInputs(state, id)).ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        return StoreOutcome<IReadOnlyList<RunInputs>>.Ok(found);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<DatasetSummary>>> SearchDatasets(
        IReadOnlyList<ExperimentId> experimentIds, int max, CancellationToken cancel = default)
    {
        var state = engine.State;
        var wanted = experimentIds.ToHashSet();
        var found = state.Inputs.All.Where(inputs => wanted.Contains(inputs.ExperimentId))
            .SelectMany(inputs => inputs.Datasets.Select(input => new DatasetSummary(
                inputs.ExperimentId, input.Name, input.Digest, input.Tags.GetValueOrDefault(TagNames.DatasetContext))))
            .Distinct()
            .OrderBy(summary => summary.ExperimentId.Value, StringComparer.Ordinal)
            .ThenBy(summary => summary.Name, StringComparer.Ordinal)
            .ThenBy(summary => summary.Digest, StringComparer.Ordinal)
            .ThenBy(summary => summary.Context, StringComparer.Ordinal)
            .Take(max).ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        return StoreOutcome<IReadOnlyList<DatasetSummary>>.Ok(found);
    }

    private static RunInputs LoadInputs(TrackingState state, RunId runId) => state.Inputs.Find(runId) is not { } stored
        ? new RunInputs()
        : new RunInputs
        {
            Datasets = [.. stored.Datasets.Select(input => new DatasetInput(
                state.Datasets.Find(StoredDataset.KeyOf(stored.ExperimentId, input.Name, input.Digest))!.Dataset,
                input.Tags))],
            Models = stored.Models,
            Outputs = stored.Outputs,
        };
}
