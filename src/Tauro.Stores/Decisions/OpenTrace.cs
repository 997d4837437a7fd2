using Tauro.Contracts.Traces;

namespace Tauro.Stores.Decisions;

/// <summary>A trace to which spans are added.</summary>
/// <param name="Trace">The trace, without its assessments.</param>
/// <param name="Spans">Its stored spans.</param>
public sealed record OpenTrace(Trace Trace, SpanTree Spans);
