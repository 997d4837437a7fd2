namespace Tauro.Contracts.Paging;

/// <summary>One page of a list or search.</summary>
/// <param name="Items">The items, in the requested order; may be empty.</param>
/// <param name="NextPageToken">Opaque; pass it as <c>page_token</c> for the next page. Absent on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken = null);

/// <summary>A request for one page.</summary>
/// <param name="Size">
/// The maximum number of items, 1 to <see cref="Limits.PageSizeMax"/>. A page has fewer when they would have more than
/// <see cref="Limits.PageBytesMax"/>, and then a token.
/// </param>
/// <param name="Token">The <c>next_page_token</c> of the previous page; null for the first.</param>
public sealed record PageRequest(int Size = Limits.PageSizeDefault, string? Token = null);
