using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Models;

/// <summary>A query for model versions.</summary>
/// <param name="Page">The page.</param>
/// <param name="Filter">
/// On name, model_id, version, stage, status, framework, run_id, source, times, metrics, params (hyperparameters) and
/// tags; null for all.
/// </param>
/// <param name="OrderBy">Default: last_update_time DESC, name, version DESC.</param>
/// <param name="IsVisible">
/// Whether the reader may see the versions of a model; null for all. Page tokens do not depend on it.
/// </param>
public sealed record ModelVersionQuery(
    PageRequest Page, Filter? Filter = null, IReadOnlyList<OrderBy>? OrderBy = null,
    Func<RegisteredModel, bool>? IsVisible = null);
