using Tauro.Stores;

namespace Tauro.Registry.Api.Caching;

/// <summary>The outcome of a read and the time when it began.</summary>
/// <param name="ReadAt">The time before the store was called, in UTC ticks.</param>
/// <param name="Value">The value; null when the read failed.</param>
/// <param name="Problem">Why the read failed. Concurrent readers share such an entry, but it is not cached.</param>
internal sealed record CachedRead<T>(long ReadAt, T? Value, StoreProblem? Problem);
