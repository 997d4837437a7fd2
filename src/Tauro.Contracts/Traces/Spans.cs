namespace Tauro.Contracts.Traces;

/// <summary>One step of a traced operation.</summary>
/// <param name="TraceId">The trace that it is part of.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">Absent for the root.</param>
/// <param name="Name">What was done.</param>
/// <param name="Type">LLM, CHAIN, TOOL …; absent when nobody said.</param>
/// <param name="Status"><c>UNSET</c>, <c>OK</c> or <c>ERROR</c>.</param>
/// <param name="StartTime">Unix nanoseconds.</param>
/// <param name="EndTime">Unix nanoseconds; absent while it goes on.</param>
/// <param name="Content">All of it.</param>
/// <param name="TokenUsage">Absent when the span does not say.</param>
public sealed record Span(
    string TraceId,
    string SpanId,
    string? ParentSpanId,
    string Name,
    string? Type,
    string Status,
    long StartTime,
    long? EndTime,
    SpanContent Content,
    TokenUsage? TokenUsage = null);

/// <summary>Tokens that a span used of a language model.</summary>
/// <param name="InputTokens">Of what was asked.</param>
/// <param name="OutputTokens">Of what was answered.</param>
/// <param name="TotalTokens">Both, as the model counts them.</param>
public sealed record TokenUsage(long InputTokens, long OutputTokens, long TotalTokens);

/// <summary>A trace with all that belongs to it.</summary>
/// <param name="Trace">What is known of it, assessments included.</param>
/// <param name="Spans">By start, parents before children that start with them.</param>
public sealed record WholeTrace(Trace Trace, IReadOnlyList<Span> Spans);
