using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to the inputs and outputs of a run.</summary>
public static class RunInputWrites
{
    /// <summary>Adds inputs and outputs; existing ones stay unchanged.</summary>
    /// <param name="run">The run; null when none has the id.</param>
    /// <param name="loaded">Its inputs and outputs so far; null for none.</param>
    /// <param name="hasDataset">
    /// Whether the experiment has a dataset under this <see cref="StoredDataset.KeyOf"/>.
    /// </param>
    /// <param name="runId">The run's id.</param>
    /// <param name="inputs">The inputs and outputs to add.</param>
    /// <param name="revives">Whether a write revives a stale run.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<TrackingFact, Done>> Log(
        Run? run, StoredInputs? loaded, Func<string, bool> hasDataset, RunId runId, RunInputs inputs, bool revives,
        long now)
    {
        if (RunInputRules.Check(inputs) is { } problem) return problem;
        if (run is null) return RunWrites.NotFound(runId);
        if (RunWrites.RequireActive(run) is { } refused) return refused;
        var before = loaded ?? new StoredInputs(runId, run.ExperimentId, [], [], []);
        var after = before with
        {
            Datasets = [.. before.Datasets.Concat(inputs.Datasets.Select(Reference))
                .DistinctBy(input => (input.Name, input.Digest))],
            Models = [.. before.Models.Union(inputs.Models)],
            Outputs = [.. before.Outputs.Concat(inputs.Outputs).DistinctBy(output => output.ModelId)],
        };
        if (MaxCount(after) > Limits.RunInputsMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The run would have more than {Limits.RunInputsMax} datasets or models, the limit.");
        List<TrackingFact> facts =
        [
            .. inputs.Datasets.Select(input => new StoredDataset(run.ExperimentId, input.Dataset))
                .DistinctBy(dataset => dataset.Key).Where(dataset => !hasDataset(dataset.Key))
                .Select(dataset => new TrackingFact.PutDataset(dataset)),
        ];
        if (after.Datasets.Count != before.Datasets.Count || after.Models.Count != before.Models.Count
            || after.Outputs.Count != before.Outputs.Count)
            facts.Add(new TrackingFact.PutInputs(after));
        if (facts.Count == 0 || !revives || !StaleRunWrites.WasEnded(run))
            return new Decision<TrackingFact, Done>(facts, [], default);
        facts.Add(new TrackingFact.PatchRun(StaleRunWrites.Revive(new RunPatch(runId, now))));
        return new Decision<TrackingFact, Done>(facts, [StaleRunWrites.Revived(run)], default);
    }

    private static int MaxCount(StoredInputs inputs) =>
        Math.Max(inputs.Datasets.Count, Math.Max(inputs.Models.Count, inputs.Outputs.Count));

    private static StoredDatasetInput Reference(DatasetInput input) =>
        new(input.Dataset.Name, input.Dataset.Digest, input.Tags);
}
