namespace Tauro.Contracts.Traces;

/// <summary>Tokens that a span used of a language model.</summary>
public sealed record TokenUsage(long InputTokens, long OutputTokens, long TotalTokens);
