namespace Tauro.Contracts.Health;

/// <summary>A change of the result of a health check.</summary>
/// <param name="Time">When it was noticed, in Unix milliseconds.</param>
/// <param name="Check"><c>store</c>, <c>disk</c>, <c>memory</c>, <c>bus</c> …</param>
/// <param name="From">The result before.</param>
/// <param name="To">The result since then.</param>
/// <param name="Reason">What is wrong, in words; absent when nothing is.</param>
public sealed record HealthChange(long Time, string Check, HealthState From, HealthState To, string? Reason);
