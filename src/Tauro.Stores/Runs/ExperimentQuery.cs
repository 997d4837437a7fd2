using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>A query for experiments.</summary>
/// <param name="Page">The page.</param>
/// <param name="View">Default: active only.</param>
/// <param name="Filter">On name, creation_time, last_update_time and tags; null for all.</param>
/// <param name="OrderBy">Default: creation_time DESC, then experiment_id.</param>
/// <param name="IsVisible">Whether the reader may see an experiment; null for all. Page tokens do not depend on it.
/// </param>
public sealed record ExperimentQuery(
    PageRequest Page,
    LifecycleView View = LifecycleView.ActiveOnly,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null,
    Func<Experiment, bool>? IsVisible = null);
