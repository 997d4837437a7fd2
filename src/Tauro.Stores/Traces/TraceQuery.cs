using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Traces;

/// <summary>A query for traces.</summary>
/// <param name="ExperimentIds">Empty finds nothing.</param>
/// <param name="Page">The page.</param>
/// <param name="Filter">On attributes, tags, metadata, spans and assessments; null for all.</param>
/// <param name="OrderBy">Traces without the key come last; ties by timestamp_ms DESC, then trace_id.</param>
/// <param name="VisibleIn">
/// The experiments that the reader may see; null for all. Page tokens do not depend on it.
/// </param>
public sealed record TraceQuery(
    IReadOnlyList<ExperimentId> ExperimentIds,
    PageRequest Page,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null,
    IReadOnlySet<ExperimentId>? VisibleIn = null);
