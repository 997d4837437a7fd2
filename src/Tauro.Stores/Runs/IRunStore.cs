using Tauro.Contracts.Experiments;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Stores.Events;

namespace Tauro.Stores.Runs;

/// <summary>
/// Experiments, runs, params, tags and metrics. Any number of processes may hold one over a shared database.
/// A task that completes with a value means the change is durable, and its events are in the <see cref="IEventLog"/>.
/// Expected refusals are in the outcome. Every member may throw <see cref="StorageFullException"/> or
/// <see cref="StorageUnavailableException"/>, or <see cref="StorageBusyException"/> where it writes; then nothing was
/// acknowledged.
/// Reads see all that was acknowledged before they began, and nothing that is not durable.
/// </summary>
public interface IRunStore
{
    ValueTask<StoreOutcome<Experiment>> CreateExperiment(NewExperiment experiment, CancellationToken cancel = default);

    /// <summary>Finds deleted ones too.</summary>
    ValueTask<StoreOutcome<Experiment>> GetExperiment(string experimentId, CancellationToken cancel = default);

    /// <summary>Finds deleted ones too.</summary>
    ValueTask<StoreOutcome<Experiment>> GetExperimentByName(string name, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<Experiment>>> SearchExperiments(
        ExperimentQuery query, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Experiment>> UpdateExperiment(
        string experimentId, ExperimentChange change, CancellationToken cancel = default);

    /// <summary>Deletes its runs too. A second time is NotFound.</summary>
    ValueTask<StoreOutcome<Experiment>> DeleteExperiment(string experimentId, CancellationToken cancel = default);

    /// <summary>Restores all of its runs too.</summary>
    ValueTask<StoreOutcome<Experiment>> RestoreExperiment(string experimentId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Run>> StartRun(NewRun run, CancellationToken cancel = default);

    /// <summary>Finds deleted ones too.</summary>
    ValueTask<StoreOutcome<Run>> GetRun(string runId, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Page<Run>>> SearchRuns(RunQuery query, CancellationToken cancel = default);

    ValueTask<StoreOutcome<Run>> UpdateRun(string runId, RunChange change, CancellationToken cancel = default);

    /// <summary>A second time changes nothing.</summary>
    ValueTask<StoreOutcome<Run>> DeleteRun(string runId, CancellationToken cancel = default);

    /// <summary>A second time changes nothing.</summary>
    ValueTask<StoreOutcome<Run>> RestoreRun(string runId, CancellationToken cancel = default);

    /// <summary>
    /// Commits the whole batch or nothing. Points already there are dropped; a param with another value is a conflict;
    /// a deleted run refuses, an ended one does not.
    /// </summary>
    ValueTask<StoreOutcome<Done>> Log(string runId, RunBatch batch, CancellationToken cancel = default);

    /// <summary>
    /// Sets a tag to what a function makes of its value: read, decided and written as one, so two changes at a time
    /// never lose one of them. A deleted run refuses.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The tag.</param>
    /// <param name="decide">
    /// Makes the new value of the present one, null for none, or refuses. Pure: it may be called more than once.
    /// </param>
    /// <param name="cancel">Gives up.</param>
    ValueTask<StoreOutcome<Done>> ChangeTag(
        string runId, string key, Func<string?, StoreOutcome<string>> decide, CancellationToken cancel = default);

    /// <summary>A page of one metric's history, each point once.</summary>
    ValueTask<StoreOutcome<Page<MetricValue>>> GetMetricHistory(
        MetricHistoryQuery query, CancellationToken cancel = default);

    /// <summary>One metric's history, thinned out for a chart without losing a spike.</summary>
    ValueTask<StoreOutcome<MetricSample>> SampleMetric(MetricSampleQuery query, CancellationToken cancel = default);

    /// <summary>
    /// Adds what a run read and made. What is there already stays as it is, so a repeat changes nothing; of a dataset
    /// the first description in the experiment is kept. A deleted run refuses.
    /// </summary>
    ValueTask<StoreOutcome<Done>> LogInputs(string runId, RunInputs inputs, CancellationToken cancel = default);

    /// <summary>What each of some runs read and made, in their order; nothing for one that is not there.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<RunInputs>>> GetInputs(
        IReadOnlyList<string> runIds, CancellationToken cancel = default);

    /// <summary>The datasets that runs of some experiments read, by experiment, name and digest.</summary>
    ValueTask<StoreOutcome<IReadOnlyList<DatasetSummary>>> SearchDatasets(
        IReadOnlyList<string> experimentIds, int max, CancellationToken cancel = default);

    /// <summary>Marks a run with a model version made from it; again changes nothing.</summary>
    ValueTask<StoreOutcome<Run>> LinkModelVersion(
        string runId, string modelName, int version, CancellationToken cancel = default);

    /// <summary>Takes the mark away; again changes nothing.</summary>
    ValueTask<StoreOutcome<Run>> UnlinkModelVersion(
        string runId, string modelName, int version, CancellationToken cancel = default);
}
