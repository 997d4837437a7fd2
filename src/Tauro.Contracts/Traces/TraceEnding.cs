namespace Tauro.Contracts.Traces;

/// <summary>How a trace ended.</summary>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="State">How it went.</param>
/// <param name="Metadata">To add.</param>
/// <param name="Tags">To add.</param>
public sealed record TraceEnding(
    long Time,
    TraceState State,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyDictionary<string, string> Tags);
