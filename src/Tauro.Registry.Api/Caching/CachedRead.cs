using Tauro.Stores;

namespace Tauro.Registry.Api.Caching;

/// <summary>What a read found, and when it began.</summary>
/// <param name="ReadAt">UTC ticks before the store was asked.</param>
/// <param name="Value">Null when it was refused.</param>
/// <param name="Problem">Why it was refused; such an entry is shared by those who wait, and not kept.</param>
internal sealed record CachedRead<T>(long ReadAt, T? Value, StoreProblem? Problem);
