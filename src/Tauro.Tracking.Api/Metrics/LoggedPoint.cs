namespace Tauro.Tracking.Api.Metrics;

/// <summary>One measurement, as the OpenAPI document has it; <see cref="PointBody"/> reads it.</summary>
/// <param name="Key">The metric.</param>
/// <param name="Value">A number, or <c>"NaN"</c>, <c>"Infinity"</c>, <c>"-Infinity"</c>.</param>
/// <param name="Step">Default 0; may be negative.</param>
/// <param name="Timestamp">Unix milliseconds; now when absent.</param>
internal sealed record LoggedPoint(string Key, double Value, long Step = 0, long? Timestamp = null);
