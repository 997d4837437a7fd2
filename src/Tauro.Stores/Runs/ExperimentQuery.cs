using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>Which experiments, in which order.</summary>
/// <param name="Page">Which page.</param>
/// <param name="View">Default active ones only.</param>
/// <param name="Filter">On name, creation_time, last_update_time and tags; null takes all.</param>
/// <param name="OrderBy">Default creation_time DESC, then experiment_id.</param>
public sealed record ExperimentQuery(
    PageRequest Page,
    LifecycleView View = LifecycleView.ActiveOnly,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null);
