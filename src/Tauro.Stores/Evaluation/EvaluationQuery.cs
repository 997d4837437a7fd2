using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Evaluation;

/// <summary>Which evaluation datasets, in which order.</summary>
/// <param name="ExperimentIds">Those that belong to any of them; empty takes all.</param>
/// <param name="Page">Which page.</param>
/// <param name="Filter">On attributes and tags; null takes all.</param>
/// <param name="OrderBy">Then created_time DESC, then dataset_id.</param>
public sealed record EvaluationQuery(
    IReadOnlyList<string> ExperimentIds,
    PageRequest Page,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null);
