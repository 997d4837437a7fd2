namespace Tauro.Contracts.Paging;

/// <summary>One page of a list or search.</summary>
/// <param name="Items">The items, in the order asked for; may be empty.</param>
/// <param name="NextPageToken">Opaque; pass it as <c>page_token</c> for the next page. Absent on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken = null);

/// <summary>Which page is asked for.</summary>
/// <param name="Size">Items at the most, 1 to <see cref="Limits.PageSizeMax"/>.</param>
/// <param name="Token">What the page before gave as <c>next_page_token</c>; null for the first.</param>
public sealed record PageRequest(int Size = Limits.PageSizeDefault, string? Token = null);
