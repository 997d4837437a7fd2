using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Runs;

/// <summary>A run to start. The service assigns its id and artifact location.</summary>
/// <param name="ExperimentId">An active experiment.</param>
/// <param name="Name">Generated when absent.</param>
/// <param name="Status">Default <see cref="RunStatus.Running"/>; or <see cref="RunStatus.Scheduled"/>.</param>
/// <param name="StartTime">Unix milliseconds; now when absent.</param>
/// <param name="UserId">The user who runs it; free text.</param>
/// <param name="Note">Markdown; stored as the tag <see cref="TagNames.Note"/>.</param>
/// <param name="ParentRunId">The parent run; must exist.</param>
/// <param name="Params">Key to value; immutable once set.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewRun(
    ExperimentId ExperimentId,
    string? Name = null,
    RunStatus Status = RunStatus.Running,
    long? StartTime = null,
    string? UserId = null,
    string? Note = null,
    RunId? ParentRunId = null,
    IReadOnlyDictionary<string, string>? Params = null,
    IReadOnlyDictionary<string, string>? Tags = null);

/// <summary>A partial update: null members stay unchanged.</summary>
/// <param name="Name">The new name; also sets the tag <see cref="TagNames.RunName"/>.</param>
/// <param name="Status">The new status; one that ends the run sets the end time to now when none is given.</param>
/// <param name="EndTime">Unix milliseconds.</param>
/// <param name="Note">The new note.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record RunChange(
    string? Name = null,
    RunStatus? Status = null,
    long? EndTime = null,
    string? Note = null,
    IReadOnlyDictionary<string, string?>? Tags = null)
{
    /// <summary>Whether a run that has ended keeps its status, and its end time if none is given.</summary>
    [JsonIgnore]
    public bool KeepsEnd { get; init; }
}

/// <summary>The end of a run: its status and time.</summary>
/// <param name="Status">
/// COMPLETED, FAILED or KILLED. When absent, COMPLETED; a run that has already ended keeps its status.
/// </param>
/// <param name="EndTime">Unix milliseconds. When absent, now; a run that keeps its status keeps its time.</param>
public sealed record RunEnding(RunStatus? Status = null, long? EndTime = null);

/// <summary>Tags to set.</summary>
/// <param name="Tags">Key to value.</param>
public sealed record TagsToSet(IReadOnlyDictionary<string, string> Tags);

/// <summary>Params to log.</summary>
/// <param name="Params">Key to value; immutable once set.</param>
public sealed record ParamsToLog(IReadOnlyDictionary<string, string> Params);

/// <summary>A search for runs.</summary>
/// <param name="ExperimentIds">All experiments when absent or empty.</param>
/// <param name="Filter">For example <c>metrics.auc > 0.9 AND params.lr = '0.01'</c>.</param>
/// <param name="OrderBy">For example <c>metrics.auc DESC</c>; newest first when absent.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
/// <param name="MaxResults">Items in a page; up to <see cref="Limits.PageSizeMax"/>.</param>
/// <param name="PageToken">From the previous page; absent for the first.</param>
/// <param name="Fields">
/// The params, metrics and tags to return, such as <c>metrics.loss</c>, <c>params.opt*</c> or <c>tags</c>; all when
/// absent or empty. Attributes are always returned.
/// </param>
public sealed record RunSearch(
    IReadOnlyList<ExperimentId>? ExperimentIds = null,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    LifecycleView View = LifecycleView.ActiveOnly,
    int MaxResults = Limits.PageSizeDefault,
    string? PageToken = null,
    IReadOnlyList<string>? Fields = null);

/// <summary>The runs to compare.</summary>
/// <param name="RunIds">Up to <see cref="Limits.CompareRunsMax"/>, each once.</param>
/// <param name="Align">Default LAST.</param>
/// <param name="Metrics">
/// The metrics to compare, up to <see cref="Limits.ComparedMetricsMax"/>; all when absent or empty.
/// </param>
/// <param name="DifferencesOnly">
/// Whether params, metrics and tags are left out that are the same in all runs; with STEP, metrics that have the same
/// history.
/// </param>
/// <param name="MaxPoints">
/// For STEP: the rows of each metric, up to <see cref="Limits.AlignedRowsMax"/>; when absent,
/// <see cref="Limits.AlignedRowsDefault"/>.
/// </param>
public sealed record RunsToCompare(
    IReadOnlyList<RunId> RunIds,
    MetricAlignment Align = MetricAlignment.Last,
    IReadOnlyList<string>? Metrics = null,
    bool DifferencesOnly = false,
    int MaxPoints = Limits.AlignedRowsDefault);

/// <summary>How the metrics of runs are compared.</summary>
public enum MetricAlignment
{
    /// <summary>By their latest values.</summary>
    Last,

    /// <summary>By their latest values, and by their histories with a row for each step.</summary>
    Step,
}

/// <summary>Runs to export: all that match, in order.</summary>
/// <param name="ExperimentIds">All experiments when absent or empty.</param>
/// <param name="Filter">As in a search.</param>
/// <param name="OrderBy">As in a search.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
/// <param name="Fields">As in a search; up to <see cref="Limits.ExportKeysMax"/> keys can be exported.</param>
public sealed record RunExport(
    IReadOnlyList<ExperimentId>? ExperimentIds = null,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    LifecycleView View = LifecycleView.ActiveOnly,
    IReadOnlyList<string>? Fields = null);
