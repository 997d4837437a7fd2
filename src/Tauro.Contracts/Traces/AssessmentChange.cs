using System.Text.Json;

namespace Tauro.Contracts.Traces;

/// <summary>What is to change of an assessment; null leaves it.</summary>
/// <param name="Metadata">Added to what there is.</param>
public sealed record AssessmentChange(
    string? Name = null,
    JsonElement? Feedback = null,
    JsonElement? Expectation = null,
    string? Rationale = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    bool? Valid = null);
