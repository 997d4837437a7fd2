using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.LoggedModels;

/// <summary>A query for logged models; it never finds deleted ones.</summary>
/// <param name="ExperimentIds">Empty finds nothing.</param>
/// <param name="Page">The page.</param>
/// <param name="Filter">
/// On attributes, params, tags and metrics; a comparison with a metric holds when it holds for any of its points. Null
/// for all.
/// </param>
/// <param name="OrderBy">
/// The sort keys. A metric sorts by its latest point, the one with the greatest timestamp and then step, on the dataset
/// that the field names. Models without the key come last; ties by creation_timestamp DESC, then model_id.
/// </param>
/// <param name="Datasets">
/// When there are any, filters see only metrics measured on these datasets; without a filter on metrics, a model must
/// have at least one such metric.
/// </param>
/// <param name="VisibleIn">
/// The experiments that the reader may see; null for all. Page tokens do not depend on it.
/// </param>
public sealed record LoggedModelQuery(
    IReadOnlyList<ExperimentId> ExperimentIds,
    PageRequest Page,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null,
    IReadOnlyList<DatasetReference>? Datasets = null,
    IReadOnlySet<ExperimentId>? VisibleIn = null);
