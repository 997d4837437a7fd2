namespace Tauro.Contracts.Runs;

/// <summary>
/// One measurement. A point is identified by all four fields within its run: logging it again changes nothing.
/// </summary>
/// <param name="Key">Letters, digits, <c>_ - . / :</c> and space; up to <see cref="Limits.KeyLengthMax"/>.</param>
/// <param name="Value">May be NaN or infinite; those are strings in JSON.</param>
/// <param name="Timestamp">Unix milliseconds.</param>
/// <param name="Step">Default 0; may be negative.</param>
public readonly record struct MetricPoint(string Key, double Value, long Timestamp, long Step = 0);
