using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.LoggedModels;

/// <summary>Which logged models, in which order; deleted ones never.</summary>
/// <param name="ExperimentIds">Empty finds nothing.</param>
/// <param name="Page">Which page.</param>
/// <param name="Filter">
/// On attributes, params, tags and metrics; a comparison with a metric holds when any of its points fits. Null takes
/// all.
/// </param>
/// <param name="OrderBy">
/// Metrics by their latest point, the one of the greatest timestamp and then step, of the dataset that the field names.
/// Models without the key come last; then creation_timestamp DESC, then model_id.
/// </param>
/// <param name="Datasets">
/// When there are any, filters see only metrics measured on them; without a filter on metrics, a model must have one
/// that was.
/// </param>
public sealed record LoggedModelQuery(
    IReadOnlyList<string> ExperimentIds,
    PageRequest Page,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null,
    IReadOnlyList<DatasetReference>? Datasets = null);
