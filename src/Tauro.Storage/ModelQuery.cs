using Tauro.Contracts.Paging;
using Tauro.Storage.Search;

namespace Tauro.Storage;

/// <summary>Which registered models, in which order.</summary>
/// <param name="Page">Which page.</param>
/// <param name="Filter">On name and tags; null takes all.</param>
/// <param name="OrderBy">Default name.</param>
public sealed record ModelQuery(PageRequest Page, Filter? Filter = null, IReadOnlyList<OrderBy>? OrderBy = null);
