using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Evaluation;

/// <summary>A query for evaluation datasets.</summary>
/// <param name="ExperimentIds">Datasets that belong to any of these; empty for all.</param>
/// <param name="Page">The page.</param>
/// <param name="Filter">On attributes and tags; null for all.</param>
/// <param name="OrderBy">The sort keys; ties by created_time DESC, then dataset_id.</param>
/// <param name="VisibleIn">
/// The experiments that the reader may see, of which a dataset must have one; null for all. Page tokens do not depend
/// on it.
/// </param>
/// <param name="UnassignedIn">
/// The workspace of which the reader may see datasets without experiments; null for none.
/// </param>
/// <param name="IsLimited">Whether there is a reader, whom the two before limit.</param>
public sealed record EvaluationQuery(
    IReadOnlyList<ExperimentId> ExperimentIds,
    PageRequest Page,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null,
    IReadOnlySet<ExperimentId>? VisibleIn = null,
    WorkspaceName? UnassignedIn = null,
    bool IsLimited = false);
