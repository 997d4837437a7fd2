using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Local.Runs;

internal sealed partial class LocalRunStore
{
    public ValueTask<StoreOutcome<Done>> LogInputs(
        string runId, RunInputs inputs, CancellationToken cancel = default)
    {
        if (RunInputRules.Check(inputs) is { } problem) return new(problem);
        return engine.Commit<Done>((state, change) =>
        {
            if (state.Runs.Find(runId) is not { } run) return NoRun(runId);
            if (run.LifecycleStage == LifecycleStage.Deleted) return RunIsDeleted(run);
            var before = state.Inputs.Find(runId) ?? new StoredInputs(runId, run.ExperimentId, [], [], []);
            var after = before with
            {
                Datasets = [.. before.Datasets.Concat(inputs.Datasets.Select(Reference))
                    .DistinctBy(input => (input.Name, input.Digest))],
                Models = [.. before.Models.Union(inputs.Models)],
                Outputs = [.. before.Outputs.Concat(inputs.Outputs).DistinctBy(output => output.ModelId)],
            };
            if (after.Datasets.Count > Limits.RunInputsMax || after.Models.Count > Limits.RunInputsMax
                || after.Outputs.Count > Limits.RunInputsMax)
                return Over($"The run would have more than {Limits.RunInputsMax} datasets or models, the limit.");
            foreach (var dataset in New(state, run.ExperimentId, inputs)) change.Put(state.Datasets, dataset);
            if (after.Datasets.Count != before.Datasets.Count || after.Models.Count != before.Models.Count
                || after.Outputs.Count != before.Outputs.Count)
                change.Put(state.Inputs, after);
            return default(Done);
        }, cancel);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<RunInputs>>> GetInputs(
        IReadOnlyList<string> runIds, CancellationToken cancel = default)
    {
        var state = engine.State;
        var found = runIds.Select(id => Whole(state, id)).ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        return StoreOutcome<IReadOnlyList<RunInputs>>.Ok(found);
    }

    public async ValueTask<StoreOutcome<IReadOnlyList<DatasetSummary>>> SearchDatasets(
        IReadOnlyList<string> experimentIds, int max, CancellationToken cancel = default)
    {
        var state = engine.State;
        var wanted = experimentIds.ToHashSet(StringComparer.Ordinal);
        var found = state.Inputs.All.Where(inputs => wanted.Contains(inputs.ExperimentId))
            .SelectMany(inputs => inputs.Datasets.Select(input => new DatasetSummary(
                inputs.ExperimentId, input.Name, input.Digest, input.Tags.GetValueOrDefault(TagNames.DatasetContext))))
            .Distinct()
            .OrderBy(one => one.ExperimentId, StringComparer.Ordinal).ThenBy(one => one.Name, StringComparer.Ordinal)
            .ThenBy(one => one.Digest, StringComparer.Ordinal).ThenBy(one => one.Context, StringComparer.Ordinal)
            .Take(max).ToArray();
        await engine.Barrier(state).ConfigureAwait(false);
        return StoreOutcome<IReadOnlyList<DatasetSummary>>.Ok(found);
    }

    private static IEnumerable<StoredDataset> New(TrackingState state, string experimentId, RunInputs inputs) =>
        inputs.Datasets.Select(input => input.Dataset)
            .DistinctBy(dataset => (dataset.Name, dataset.Digest))
            .Where(dataset =>
                state.Datasets.Find(StoredDataset.KeyOf(experimentId, dataset.Name, dataset.Digest)) is null)
            .Select(dataset => new StoredDataset(experimentId, dataset));

    private static StoredDatasetInput Reference(DatasetInput input) =>
        new(input.Dataset.Name, input.Dataset.Digest, input.Tags);

    private static RunInputs Whole(TrackingState state, string runId) => state.Inputs.Find(runId) is not { } stored
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
