using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Traces;

/// <summary>Which traces, in which order.</summary>
/// <param name="ExperimentIds">Empty finds nothing.</param>
/// <param name="Page">Which page.</param>
/// <param name="Filter">On attributes, tags, metadata, spans and assessments; null takes all.</param>
/// <param name="OrderBy">Traces without the key come last; then timestamp_ms DESC, then trace_id.</param>
public sealed record TraceQuery(
    IReadOnlyList<string> ExperimentIds,
    PageRequest Page,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null);
