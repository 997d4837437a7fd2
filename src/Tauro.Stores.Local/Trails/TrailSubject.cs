namespace Tauro.Stores.Local.Trails;

/// <summary>The names of a resource in the trail.</summary>
/// <param name="Resource">The resource by its present name.</param>
/// <param name="Stable">The resource by its id; null if that is the same.</param>
internal readonly record struct TrailSubject(string Resource, string? Stable = null);
