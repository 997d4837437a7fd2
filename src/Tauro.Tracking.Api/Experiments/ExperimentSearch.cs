using Tauro.Contracts;

namespace Tauro.Tracking.Api.Experiments;

/// <summary>Which experiments are searched for.</summary>
/// <param name="Filter">For example <c>name LIKE 'fraud%' AND tags.team = 'risk'</c>.</param>
/// <param name="OrderBy">For example <c>name ASC</c>; the newest come first when absent.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
/// <param name="MaxResults">Items in a page.</param>
/// <param name="PageToken">From the page before.</param>
internal sealed record ExperimentSearch(
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    LifecycleView View = LifecycleView.ActiveOnly,
    int MaxResults = Limits.PageSizeDefault,
    string? PageToken = null);
