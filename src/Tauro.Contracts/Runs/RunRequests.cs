namespace Tauro.Contracts.Runs;

/// <summary>What is needed to start a run. The id and artifact location are minted by the service.</summary>
/// <param name="ExperimentId">An active experiment.</param>
/// <param name="Name">Made up when absent.</param>
/// <param name="Status">Default <see cref="RunStatus.Running"/>; or <see cref="RunStatus.Scheduled"/>.</param>
/// <param name="StartTime">Unix milliseconds; now when absent.</param>
/// <param name="UserId">Who runs it; free text.</param>
/// <param name="Note">Markdown; kept as the tag <see cref="TagNames.Note"/>.</param>
/// <param name="ParentRunId">The run this one belongs under; must exist.</param>
/// <param name="Params">Key to value; immutable from here on.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewRun(
    string ExperimentId,
    string? Name = null,
    RunStatus Status = RunStatus.Running,
    long? StartTime = null,
    string? UserId = null,
    string? Note = null,
    string? ParentRunId = null,
    IReadOnlyDictionary<string, string>? Params = null,
    IReadOnlyDictionary<string, string>? Tags = null);

/// <summary>A partial update: what is null stays as it is.</summary>
/// <param name="Name">The new name; the tag <see cref="TagNames.RunName"/> follows.</param>
/// <param name="Status">The new status; one that ends the run sets the end time to now when none is given.</param>
/// <param name="EndTime">Unix milliseconds.</param>
/// <param name="Note">The new note.</param>
/// <param name="Tags">Tags to set; a null value removes the tag, and removing an absent one changes nothing.</param>
public sealed record RunChange(
    string? Name = null,
    RunStatus? Status = null,
    long? EndTime = null,
    string? Note = null,
    IReadOnlyDictionary<string, string?>? Tags = null);

/// <summary>How and when a run ended.</summary>
/// <param name="Status">COMPLETED, FAILED or KILLED.</param>
/// <param name="EndTime">Unix milliseconds; now when absent.</param>
public sealed record RunEnding(RunStatus Status = RunStatus.Completed, long? EndTime = null);

/// <summary>Which runs are searched for.</summary>
/// <param name="ExperimentIds">All experiments when absent.</param>
/// <param name="Filter">For example <c>metrics.auc > 0.9 AND params.lr = '0.01'</c>.</param>
/// <param name="OrderBy">For example <c>metrics.auc DESC</c>; the newest come first when absent.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
/// <param name="MaxResults">Items in a page; up to <see cref="Limits.PageSizeMax"/>.</param>
/// <param name="PageToken">From the page before; absent for the first.</param>
public sealed record RunSearch(
    IReadOnlyList<string>? ExperimentIds = null,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    LifecycleView View = LifecycleView.ActiveOnly,
    int MaxResults = Limits.PageSizeDefault,
    string? PageToken = null);

/// <summary>Which runs are compared.</summary>
/// <param name="RunIds">Up to <see cref="Limits.CompareRunsMax"/>, each once.</param>
public sealed record RunsToCompare(IReadOnlyList<string> RunIds);
