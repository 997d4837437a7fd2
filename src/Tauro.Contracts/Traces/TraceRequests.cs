using System.Text.Json;

namespace Tauro.Contracts.Traces;

/// <summary>Which traces are searched for.</summary>
/// <param name="ExperimentIds">At least one.</param>
/// <param name="Filter">For example <c>status = 'ERROR' AND span.type = 'LLM'</c>.</param>
/// <param name="OrderBy">For example <c>execution_time_ms DESC</c>; the newest come first when absent.</param>
/// <param name="MaxResults">Items in a page; up to <see cref="Limits.PageSizeMax"/>.</param>
/// <param name="PageToken">From the page before; absent for the first.</param>
public sealed record TraceSearch(
    IReadOnlyList<string> ExperimentIds,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    int MaxResults = Limits.PageSizeDefault,
    string? PageToken = null);

/// <summary>How a trace ended.</summary>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="State">How it went.</param>
/// <param name="Metadata">To add.</param>
/// <param name="Tags">To add.</param>
public sealed record TraceEnding(
    long Time,
    TraceState State,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyDictionary<string, string> Tags);

/// <summary>Which traces of an experiment are deleted: by id, or the oldest up to a time.</summary>
/// <param name="TraceIds">Null when it goes by time.</param>
/// <param name="RequestTimeMax">Unix milliseconds, included.</param>
/// <param name="TracesMax">At the most, the oldest first; null for all.</param>
public sealed record TraceDeletion(
    IReadOnlyList<string>? TraceIds = null, long? RequestTimeMax = null, int? TracesMax = null);

/// <summary>What is to change of an assessment; null leaves it.</summary>
/// <param name="Metadata">Added to what there is.</param>
public sealed record AssessmentChange(
    string? Name = null,
    JsonElement? Feedback = null,
    JsonElement? Expectation = null,
    string? Rationale = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    bool? Valid = null);

/// <summary>A version of a prompt that a trace used.</summary>
public sealed record PromptReference(string Name, string Version);
