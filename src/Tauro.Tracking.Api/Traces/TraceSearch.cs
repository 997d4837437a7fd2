using Tauro.Contracts;

namespace Tauro.Tracking.Api.Traces;

/// <summary>Which traces are searched for.</summary>
/// <param name="ExperimentIds">At least one.</param>
/// <param name="Filter">For example <c>status = 'ERROR' AND span.type = 'LLM'</c>.</param>
/// <param name="OrderBy">For example <c>execution_time_ms DESC</c>; the newest come first when absent.</param>
/// <param name="MaxResults">Items in a page.</param>
/// <param name="PageToken">From the page before.</param>
internal sealed record TraceSearch(
    IReadOnlyList<string> ExperimentIds,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    int MaxResults = Limits.PageSizeDefault,
    string? PageToken = null);
