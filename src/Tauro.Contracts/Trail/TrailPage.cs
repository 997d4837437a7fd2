namespace Tauro.Contracts.Trail;

/// <summary>A page of a service's trail.</summary>
/// <param name="Items">The entries that match, in the requested order.</param>
/// <param name="LastSequence">The newest entry of the trail; 0 when it is empty.</param>
/// <param name="NextAfter">
/// The last entry examined for this page. Pass it as <c>after</c> for the next page; absent when there is none.
/// </param>
public sealed record TrailPage(IReadOnlyList<TrailEntry> Items, long LastSequence, long? NextAfter);
