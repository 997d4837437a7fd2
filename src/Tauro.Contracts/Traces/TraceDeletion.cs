namespace Tauro.Contracts.Traces;

/// <summary>Which traces of an experiment are deleted: by id, or the oldest up to a time.</summary>
/// <param name="TraceIds">Null when it goes by time.</param>
/// <param name="RequestTimeMax">Unix milliseconds, included.</param>
/// <param name="TracesMax">At the most, the oldest first; null for all.</param>
public sealed record TraceDeletion(
    IReadOnlyList<string>? TraceIds = null, long? RequestTimeMax = null, int? TracesMax = null);
