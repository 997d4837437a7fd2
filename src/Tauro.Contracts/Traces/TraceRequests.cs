using System.Text.Json;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Traces;

/// <summary>A search for traces.</summary>
/// <param name="ExperimentIds">At least one.</param>
/// <param name="Filter">For example <c>status = 'ERROR' AND span.type = 'LLM'</c>.</param>
/// <param name="OrderBy">For example <c>execution_time_ms DESC</c>; newest first when absent.</param>
/// <param name="MaxResults">Items in a page; up to <see cref="Limits.PageSizeMax"/>.</param>
/// <param name="PageToken">From the previous page; absent for the first.</param>
public sealed record TraceSearch(
    IReadOnlyList<ExperimentId> ExperimentIds,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    int MaxResults = Limits.PageSizeDefault,
    string? PageToken = null);

/// <summary>The end of a trace.</summary>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="State">The final state.</param>
/// <param name="Metadata">Metadata to add.</param>
/// <param name="Tags">Tags to add.</param>
public sealed record TraceEnding(
    long Time,
    TraceState State,
    IReadOnlyDictionary<string, string> Metadata,
    IReadOnlyDictionary<string, string> Tags);

/// <summary>The traces of an experiment to delete: by id, or the oldest up to a time.</summary>
/// <param name="TraceIds">Null to delete by time.</param>
/// <param name="RequestTimeMax">Unix milliseconds, included.</param>
/// <param name="TracesMax">The maximum number of traces, oldest first; null for all.</param>
public sealed record TraceDeletion(
    IReadOnlyList<TraceId>? TraceIds = null, long? RequestTimeMax = null, int? TracesMax = null);

/// <summary>A partial update of an assessment: null members stay unchanged.</summary>
/// <param name="Metadata">Added to the existing metadata.</param>
public sealed record AssessmentChange(
    string? Name = null,
    JsonElement? Feedback = null,
    JsonElement? Expectation = null,
    string? Rationale = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    bool? Valid = null);

/// <summary>A version of a prompt that a trace used.</summary>
public sealed record PromptReference(string Name, string Version);
