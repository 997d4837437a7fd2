namespace Tauro.Contracts.Traces;

/// <summary>Who assessed.</summary>
/// <param name="SourceType"><c>HUMAN</c>, <c>LLM_JUDGE</c> or <c>CODE</c>.</param>
/// <param name="SourceId">User, judge or code.</param>
public sealed record AssessmentSource(string? SourceType, string? SourceId);
