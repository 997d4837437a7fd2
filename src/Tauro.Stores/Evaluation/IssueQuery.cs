using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Evaluation;

/// <summary>A query for issues.</summary>
/// <param name="ExperimentId">The experiment; null for all.</param>
/// <param name="Page">The page.</param>
/// <param name="Filter">On attributes; null for all.</param>
/// <param name="CountsTraces">
/// Whether to count the traces that refer to each issue; of equally severe issues, those with more traces come first.
/// An issue whose count changes between two pages may be on neither or on both, since it moves in the order.
/// </param>
/// <param name="VisibleIn">
/// The experiments that the reader may see; null for all. Page tokens do not depend on it.
/// </param>
public sealed record IssueQuery(
    ExperimentId? ExperimentId, PageRequest Page, Filter? Filter = null, bool CountsTraces = false,
    IReadOnlySet<ExperimentId>? VisibleIn = null);
