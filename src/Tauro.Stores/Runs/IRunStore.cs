using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;
using Tauro.Stores.Filters;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Runs;

/// <summary>
/// Experiments, runs, params, tags and metrics. Any number of processes may open one over a shared database.
/// A task that completes with a value means the change is durable, and its events are in the <see cref="IEventLog"/>.
/// Expected refusals are in the outcome. Every member may throw <see cref="StorageFullException"/> or
/// <see cref="StorageUnavailableException"/>, and a write <see cref="StorageBusyException"/>; then nothing was
/// acknowledged.
/// A read sees everything acknowledged before it began, and nothing that is not durable. A query leaves out what its
/// reader may not see before it counts or pages. What is created is stored with <see cref="CurrentActor.Owner"/>.
/// </summary>
public interface IRunStore
{
    ValueTask<StoreOutcome<Experiment>> CreateExperiment(NewExperiment experiment, CancellationToken cancel = default);

    /// <summary>Finds deleted ones too.</summary>
    ValueTask<StoreOutcome<Experiment>> GetExperiment(ExperimentId experimentId, CancellationToken cancel = default);

    /// <summary>Finds deleted ones too.</summary>
    ValueTask<StoreOutcome<Experiment>> GetExperimentByName(string name, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<Experiment>>> SearchExperiments(
        ExperimentQuery query, CancellationToken cancel = default);

    /// <summary>Finds the ids of all experiments that match; deleted ones too.</summary>
    ValueTask<IReadOnlySet<ExperimentId>> FindExperiments(
        Func<Experiment, bool> matches, CancellationToken cancel = default);

    /// <summary>Finds the experiment that a run is in; null when there is no run.</summary>
    ValueTask<ExperimentId?> FindExperiment(RunId runId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Experiment>> UpdateExperiment(
        ExperimentId experimentId, ExperimentChange change, CancellationToken cancel = default);

    /// <summary>
    /// Moves an experiment from one workspace to another, with all that is in it, in one commit. A conflict if an
    /// experiment there has its name.
    /// </summary>
    ValueTask<StoreOutcome<Experiment>> MoveExperiment(
        ExperimentId experimentId, WorkspaceName from, WorkspaceName to, CancellationToken cancel = default);

    /// <summary>
    /// Whether no experiment is in another workspace, so that a reader of it may see all. Called for each request.
    /// </summary>
    bool IsOnlyIn(WorkspaceName workspace);

    /// <summary>Returns how many experiments, runs and bytes of artifacts a workspace has.</summary>
    ValueTask<WorkspaceUse> Measure(WorkspaceName workspace, CancellationToken cancel = default);

    /// <summary>Deletes an experiment with its runs. Repeating it is NotFound.</summary>
    ValueTask<StoreOutcome<Experiment>> DeleteExperiment(ExperimentId experimentId, CancellationToken cancel = default);

    /// <summary>Restores an experiment with all of its runs.</summary>
    ValueTask<StoreOutcome<Experiment>> RestoreExperiment(
        ExperimentId experimentId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Run>> StartRun(NewRun run, CancellationToken cancel = default);

    /// <summary>Finds deleted ones too.</summary>
    ValueTask<StoreOutcome<Run>> GetRun(RunId runId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<Run>>> SearchRuns(RunQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Finds the ids of all runs that match a query, in its order. Its page and its fields do not count.
    /// </summary>
    ValueTask<StoreOutcome<IReadOnlyList<RunId>>> FindRuns(RunQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Enumerates runs in the given order, each as it is when it is read, with few of them in memory. One that does not
    /// exist is left out.
    /// </summary>
    /// <param name="runIds">The runs; deleted ones too.</param>
    /// <param name="fields">The params, metrics and tags that the runs have; null for all.</param>
    /// <param name="cancel">Ends the enumeration.</param>
    IAsyncEnumerable<Run> ReadRuns(
        IReadOnlyList<RunId> runIds, RunSelection? fields = null, CancellationToken cancel = default);

    /// <summary>
    /// Reads fields of the first runs that match a query, in its order. Its page and its fields do not count.
    /// </summary>
    /// <param name="query">The runs.</param>
    /// <param name="fields">Attributes, params, metrics and tags.</param>
    /// <param name="runsMax">The number of runs to read.</param>
    /// <param name="cancel">Cancels the operation.</param>
    ValueTask<StoreOutcome<RunValues>> ReadValues(
        RunQuery query, IReadOnlyList<Field> fields, int runsMax, CancellationToken cancel = default);

    /// <summary>Counts runs in groups, and aggregates numbers of them.</summary>
    ValueTask<StoreOutcome<RunGroups>> AggregateRuns(
        RunAggregationQuery query, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Run>> UpdateRun(RunId runId, RunChange change, CancellationToken cancel = default);

    /// <summary>
    /// Ends running runs as FAILED to which nothing was logged for <paramref name="after"/>, in commits of limited
    /// size, and returns how many. A run above one that is not stale is not stale either. Where the time of a run's
    /// last write is not known, the time when the store was opened takes its place.
    /// </summary>
    ValueTask<int> EndStaleRuns(TimeSpan after, CancellationToken cancel = default);

    /// <summary>Deletes a run; repeating it changes nothing.</summary>
    ValueTask<StoreOutcome<Run>> DeleteRun(RunId runId, CancellationToken cancel = default);

    /// <summary>Returns why nothing can be logged to a run now, such as that it is deleted; null if it can.</summary>
    ValueTask<StoreProblem?> CheckWritable(RunId runId, CancellationToken cancel = default);

    /// <summary>Restores a run; repeating it changes nothing.</summary>
    ValueTask<StoreOutcome<Run>> RestoreRun(RunId runId, CancellationToken cancel = default);

    /// <summary>
    /// Commits the complete batch or nothing. Existing points are dropped; a param with another value is a conflict; a
    /// deleted run is a conflict too, an ended one is not.
    /// </summary>
    ValueTask<StoreOutcome<Done>> Log(RunId runId, RunBatch batch, CancellationToken cancel = default);

    /// <summary>
    /// Sets a tag to a function of its value. Reading, deciding and writing are atomic, so no concurrent change is ever
    /// lost. A deleted run is a conflict.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The tag.</param>
    /// <param name="decide">
    /// Computes the new value from the current one, null for none, or refuses. Pure: it may be called more than once.
    /// </param>
    /// <param name="cancel">Cancels the wait.</param>
    ValueTask<StoreOutcome<Done>> ChangeTag(
        RunId runId, string key, Func<string?, StoreOutcome<string>> decide, CancellationToken cancel = default);

    /// <summary>Gets a page of one metric's history, each point once.</summary>
    ValueTask<StoreOutcome<Page<MetricValue>>> GetMetricHistory(
        MetricHistoryQuery query, CancellationToken cancel = default);

    /// <summary>Samples one metric's history for a chart, without losing a spike.</summary>
    ValueTask<StoreOutcome<MetricSample>> SampleMetric(MetricSampleQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Adds inputs and outputs to a run. Existing ones stay unchanged, so repeating it changes nothing; of a dataset,
    /// the first description in the experiment is kept. A deleted run is a conflict.
    /// </summary>
    ValueTask<StoreOutcome<Done>> LogInputs(RunId runId, RunInputs inputs, CancellationToken cancel = default);

    /// <summary>Gets the inputs and outputs of each run, in the given order; empty for unknown runs.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<RunInputs>>> GetInputs(
        IReadOnlyList<RunId> runIds, CancellationToken cancel = default);

    /// <summary>Lists the datasets that runs of some experiments read, by experiment, name and digest.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<DatasetSummary>>> SearchDatasets(
        IReadOnlyList<ExperimentId> experimentIds, int max, CancellationToken cancel = default);

    /// <summary>
    /// Links a run to a model version made from it; repeating it changes nothing, also after the model was renamed if
    /// its id is given each time.
    /// </summary>
    ValueTask<StoreOutcome<Run>> LinkModelVersion(
        RunId runId, string modelName, int version, ModelId? modelId = null, CancellationToken cancel = default);

    /// <summary>Removes the link; repeating it changes nothing.</summary>
    ValueTask<StoreOutcome<Run>> UnlinkModelVersion(
        RunId runId, string modelName, int version, ModelId? modelId = null, CancellationToken cancel = default);

    /// <summary>
    /// Changes the name in all links to the versions of a renamed model; repeating it changes nothing. The change is
    /// not one commit: when it fails, some runs may have the old name until it is repeated.
    /// </summary>
    ValueTask<StoreOutcome<Done>> RenameModel(
        string from, string to, ModelId? modelId = null, CancellationToken cancel = default);
}
