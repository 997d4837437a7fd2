using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>Which runs, in which order.</summary>
/// <param name="ExperimentIds">Empty finds nothing; null takes all experiments.</param>
/// <param name="Page">Which page.</param>
/// <param name="View">Default active ones only.</param>
/// <param name="Filter">On attributes, metrics (latest value), params and tags; null takes all.</param>
/// <param name="OrderBy">Runs without the key come last; then start_time DESC, then run_id.</param>
public sealed record RunQuery(
    IReadOnlyList<string>? ExperimentIds,
    PageRequest Page,
    LifecycleView View = LifecycleView.ActiveOnly,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null);
