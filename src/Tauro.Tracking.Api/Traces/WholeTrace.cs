using Tauro.Contracts.Traces;

namespace Tauro.Tracking.Api.Traces;

/// <summary>A trace with all that belongs to it.</summary>
/// <param name="Trace">What is known of it, assessments included.</param>
/// <param name="Spans">By start, parents before children that start with them.</param>
internal sealed record WholeTrace(Trace Trace, IReadOnlyList<Span> Spans);
