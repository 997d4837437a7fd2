using System.Runtime.CompilerServices;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace CustomBackend;

/// <summary>Writes a line to the audit trail for each successful change of another run store.</summary>
internal sealed class AuditedRunStore(IRunStore store, AuditTrail trail) : IRunStore
{
    public ValueTask<StoreOutcome<Experiment>> CreateExperiment(NewExperiment experiment, CancellationToken cancel) =>
        Audit(store.CreateExperiment(experiment, cancel), created => created.ExperimentId);

    public ValueTask<StoreOutcome<Experiment>> UpdateExperiment(
        ExperimentId experimentId, ExperimentChange change, CancellationToken cancel) =>
        Audit(store.UpdateExperiment(experimentId, change, cancel), _ => experimentId);

    public ValueTask<StoreOutcome<Experiment>> DeleteExperiment(ExperimentId experimentId, CancellationToken cancel) =>
        Audit(store.DeleteExperiment(experimentId, cancel), _ => experimentId);

    public ValueTask<StoreOutcome<Experiment>> RestoreExperiment(ExperimentId experimentId, CancellationToken cancel) =>
        Audit(store.RestoreExperiment(experimentId, cancel), _ => experimentId);

    public ValueTask<StoreOutcome<Run>> StartRun(NewRun run, CancellationToken cancel) =>
        Audit(store.StartRun(run, cancel), started => started.RunId);

    public ValueTask<StoreOutcome<Experiment>> MoveExperiment(
        ExperimentId experimentId, WorkspaceName from, WorkspaceName to, CancellationToken cancel) =>
        Audit(store.MoveExperiment(experimentId, from, to, cancel), _ => experimentId);

    public bool IsOnlyIn(WorkspaceName workspace) => store.IsOnlyIn(workspace);

    public ValueTask<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel) =>
        store.Measure(workspace, cancel);

    public ValueTask<StoreOutcome<Run>> UpdateRun(RunId runId, RunChange change, CancellationToken cancel) =>
        Audit(store.UpdateRun(runId, change, cancel), _ => runId);

    public async ValueTask<int> EndStaleRuns(TimeSpan after, CancellationToken cancel)
    {
        var ended = await store.EndStaleRuns(after, cancel);
        if (ended > 0) await trail.Add(nameof(EndStaleRuns), $"{ended} runs");
        return ended;
    }

    public ValueTask<StoreOutcome<Run>> DeleteRun(RunId runId, CancellationToken cancel) =>
        Audit(store.DeleteRun(runId, cancel), _ => runId);

    public ValueTask<StoreProblem?> CheckWritable(RunId runId, CancellationToken cancel) =>
        store.CheckWritable(runId, cancel);

    public ValueTask<StoreOutcome<Run>> RestoreRun(RunId runId, CancellationToken cancel) =>
        Audit(store.RestoreRun(runId, cancel), _ => runId);

    public ValueTask<StoreOutcome<Done>> Log(RunId runId, RunBatch batch, CancellationToken cancel) =>
        Audit(store.Log(runId, batch, cancel), _ => runId);

    public ValueTask<StoreOutcome<Done>> ChangeTag(
        RunId runId, string key, Func<string?, StoreOutcome<string>> decide, CancellationToken cancel) =>
        Audit(store.ChangeTag(runId, key, decide, cancel), _ => runId);

    public ValueTask<StoreOutcome<Done>> LogInputs(RunId runId, RunInputs inputs, CancellationToken cancel) =>
        Audit(store.LogInputs(runId, inputs, cancel), _ => runId);

    public ValueTask<StoreOutcome<Run>> LinkModelVersion(
        RunId runId, string modelName, int version, ModelId? modelId, CancellationToken cancel) =>
        Audit(store.LinkModelVersion(runId, modelName, version, modelId, cancel), _ => runId);

    public ValueTask<StoreOutcome<Run>> UnlinkModelVersion(
        RunId runId, string modelName, int version, ModelId? modelId, CancellationToken cancel) =>
        Audit(store.UnlinkModelVersion(runId, modelName, version, modelId, cancel), _ => runId);

    public ValueTask<StoreOutcome<Done>> RenameModel(
        string from, string to, ModelId? modelId, CancellationToken cancel) =>
        Audit(store.RenameModel(from, to, modelId, cancel), _ => to);

    public ValueTask<StoreOutcome<Experiment>> GetExperiment(ExperimentId experimentId, CancellationToken cancel) =>
        store.GetExperiment(experimentId, cancel);

    public ValueTask<StoreOutcome<Experiment>> GetExperimentByName(string name, CancellationToken cancel) =>
        store.GetExperimentByName(name, cancel);

    public ValueTask<IReadOnlySet<ExperimentId>> FindExperiments(
        Func<Experiment, bool> matches, CancellationToken cancel) => store.FindExperiments(matches, cancel);

    public ValueTask<ExperimentId?> FindExperiment(RunId runId, CancellationToken cancel) =>
        store.FindExperiment(runId, cancel);

    public ValueTask<StoreOutcome<Page<Experiment>>> SearchExperiments(
        ExperimentQuery query, CancellationToken cancel) => store.SearchExperiments(query, cancel);

    public ValueTask<StoreOutcome<Run>> GetRun(RunId runId, CancellationToken cancel) => store.GetRun(runId, cancel);

    public ValueTask<StoreOutcome<Page<Run>>> SearchRuns(RunQuery query, CancellationToken cancel) =>
        store.SearchRuns(query, cancel);

    public ValueTask<StoreOutcome<IReadOnlyList<RunId>>> FindRuns(RunQuery query, CancellationToken cancel) =>
        store.FindRuns(query, cancel);

    public IAsyncEnumerable<Run> ReadRuns(
        IReadOnlyList<RunId> runIds, RunSelection? fields, CancellationToken cancel) =>
        store.ReadRuns(runIds, fields, cancel);

    public ValueTask<StoreOutcome<RunValues>> ReadValues(
        RunQuery query, IReadOnlyList<Field> fields, int runsMax, CancellationToken cancel = default) =>
        store.ReadValues(query, fields, runsMax, cancel);

    public ValueTask<StoreOutcome<RunGroups>> AggregateRuns(RunAggregationQuery query, CancellationToken cancel) =>
        store.AggregateRuns(query, cancel);

    public ValueTask<StoreOutcome<Page<MetricValue>>> GetMetricHistory(
        MetricHistoryQuery query, CancellationToken cancel) => store.GetMetricHistory(query, cancel);

    public ValueTask<StoreOutcome<MetricSample>> SampleMetric(MetricSampleQuery query, CancellationToken cancel) =>
        store.SampleMetric(query, cancel);

    public ValueTask<StoreOutcome<IReadOnlyList<RunInputs>>> GetInputs(
        IReadOnlyList<RunId> runIds, CancellationToken cancel) => store.GetInputs(runIds, cancel);

    public ValueTask<StoreOutcome<IReadOnlyList<DatasetSummary>>> SearchDatasets(
        IReadOnlyList<ExperimentId> experimentIds, int max, CancellationToken cancel) =>
        store.SearchDatasets(experimentIds, max, cancel);

    private async ValueTask<StoreOutcome<T>> Audit<T>(
        ValueTask<StoreOutcome<T>> change, Func<T, string> subject, [CallerMemberName] string what = "")
    {
        var outcome = await change;
        if (outcome.IsOk) await trail.Add(what, subject(outcome.Value));
        return outcome;
    }
}
