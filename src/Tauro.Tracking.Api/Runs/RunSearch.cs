using Tauro.Contracts;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Which runs are searched for.</summary>
/// <param name="ExperimentIds">All experiments when absent.</param>
/// <param name="Filter">For example <c>metrics.auc > 0.9 AND params.lr = '0.01'</c>.</param>
/// <param name="OrderBy">For example <c>metrics.auc DESC</c>; the newest come first when absent.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
/// <param name="MaxResults">Items in a page.</param>
/// <param name="PageToken">From the page before.</param>
internal sealed record RunSearch(
    IReadOnlyList<string>? ExperimentIds = null,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    LifecycleView View = LifecycleView.ActiveOnly,
    int MaxResults = Limits.PageSizeDefault,
    string? PageToken = null);
