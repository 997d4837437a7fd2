using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Models;

/// <summary>A query for registered models.</summary>
/// <param name="Page">The page.</param>
/// <param name="Filter">On name, creation_time, last_update_time and tags; null for all.</param>
/// <param name="OrderBy">Default: name.</param>
/// <param name="Stage">Only models that have a version in this stage; null for all.</param>
/// <param name="Framework">
/// Only models that have a version of this framework (the same version, when a stage is given too); null for all.
/// </param>
/// <param name="IsVisible">Whether the reader may see a model; null for all. Page tokens do not depend on it.</param>
public sealed record ModelQuery(
    PageRequest Page,
    Filter? Filter = null,
    IReadOnlyList<OrderBy>? OrderBy = null,
    ModelStage? Stage = null,
    ModelFramework? Framework = null,
    Func<RegisteredModel, bool>? IsVisible = null);
