using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Traces;

/// <summary>One step of a traced operation.</summary>
/// <param name="TraceId">The trace that it is part of.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">Absent for the root.</param>
/// <param name="Name">What was done.</param>
/// <param name="Type">LLM, CHAIN, TOOL …; absent when not given.</param>
/// <param name="Status"><c>UNSET</c>, <c>OK</c> or <c>ERROR</c>.</param>
/// <param name="StartTime">Unix nanoseconds.</param>
/// <param name="EndTime">Unix nanoseconds; absent until it ends.</param>
/// <param name="Content">The complete span.</param>
/// <param name="TokenUsage">Absent when the span has none.</param>
/// <param name="Cost">Absent when the span has none.</param>
public sealed record Span(
    TraceId TraceId,
    SpanId SpanId,
    SpanId? ParentSpanId,
    string Name,
    string? Type,
    string Status,
    long StartTime,
    long? EndTime,
    SpanContent Content,
    TokenUsage? TokenUsage = null,
    SpanCost? Cost = null);

/// <summary>The tokens of a language model that a span used.</summary>
/// <param name="InputTokens">Tokens of the prompt.</param>
/// <param name="OutputTokens">Tokens of the response.</param>
/// <param name="TotalTokens">Both together, as counted by the model.</param>
public sealed record TokenUsage(long InputTokens, long OutputTokens, long TotalTokens);

/// <summary>The cost of a language model's tokens, in US dollars, as the client computed it.</summary>
/// <param name="InputCost">For the prompt.</param>
/// <param name="OutputCost">For the response.</param>
/// <param name="TotalCost">For both together.</param>
public sealed record SpanCost(double InputCost, double OutputCost, double TotalCost);

/// <summary>A trace with its spans.</summary>
/// <param name="Trace">The trace, with its assessments.</param>
/// <param name="Spans">Ordered by start time; a parent precedes children that start at the same time.</param>
public sealed record TraceWithSpans(Trace Trace, IReadOnlyList<Span> Spans);
