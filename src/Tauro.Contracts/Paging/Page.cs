namespace Tauro.Contracts.Paging;

/// <summary>One page of a list or search.</summary>
/// <param name="Items">The items, in the order asked for; may be empty.</param>
/// <param name="NextPageToken">Opaque; pass it as <c>page_token</c> for the next page. Absent on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken = null);
