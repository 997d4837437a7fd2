using Tauro.Contracts.Access;

namespace Tauro.Web.Layout;

/// <summary>A link to a page in the navigation.</summary>
/// <param name="Path">Its address, relative to the base of all pages.</param>
/// <param name="Title">Its name.</param>
/// <param name="Shows">What a reader must be allowed to read to see something there; null for all readers.</param>
/// <param name="ShowsAll">Whether the page is only for those who may read all of that type.</param>
internal sealed record PageLink(string Path, string Title, ResourceType? Shows = null, bool ShowsAll = false);
