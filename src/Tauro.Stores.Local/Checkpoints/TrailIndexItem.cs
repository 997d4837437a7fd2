namespace Tauro.Stores.Local.Checkpoints;

/// <summary>Where an entry about a resource is in a file of the trail.</summary>
/// <param name="Key">One of <see cref="Trails.TrailKeys"/>.</param>
/// <param name="Offset">The position of the line in bytes.</param>
/// <param name="Length">Its length in bytes, without the line feed.</param>
internal readonly record struct TrailIndexItem(ulong Key, uint Offset, uint Length);
