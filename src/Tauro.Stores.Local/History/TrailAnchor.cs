using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.History;

/// <summary>An entry that a trail must have.</summary>
/// <param name="Head">The entry.</param>
/// <param name="Source">Where it is known from, as in <c>the checkpoint</c>.</param>
internal sealed record TrailAnchor(TrailHead Head, string Source);
