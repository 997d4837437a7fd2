using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Traces;

/// <summary>A traced operation. Its spans are stored separately.</summary>
public sealed record Trace
{
    /// <summary><c>tr-</c> and 32 hexadecimal digits, or what the client chose.</summary>
    public required TraceId TraceId { get; init; }

    public required ExperimentId ExperimentId { get; init; }

    /// <summary>The client's own id of the request.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>The beginning of the root span's input.</summary>
    public string? RequestPreview { get; init; }

    /// <summary>The beginning of the root span's output.</summary>
    public string? ResponsePreview { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public long RequestTime { get; init; }

    /// <summary>Milliseconds; absent until a span or the trace has ended.</summary>
    public long? ExecutionDuration { get; init; }

    public TraceState State { get; init; }

    /// <summary>Set when the trace is created; see <see cref="TraceKeys"/> for keys with a meaning.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Changeable at any time.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Runs that it was linked to after it was created.</summary>
    public IReadOnlyList<RunId> RunIds { get; init; } = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init; } = [];
}

/// <summary>The state of a traced operation.</summary>
public enum TraceState
{
    StateUnspecified,
    Ok,
    Error,
    InProgress,
}
