namespace Tauro.Contracts.Paging;

/// <summary>Which page is asked for.</summary>
/// <param name="Size">Items at the most, 1 to <see cref="Limits.PageSizeMax"/>.</param>
/// <param name="Token">What the page before gave as <c>next_page_token</c>; null for the first.</param>
public sealed record PageRequest(int Size = Limits.PageSizeDefault, string? Token = null);
