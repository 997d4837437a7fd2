namespace Tauro.Contracts.Traces;

/// <summary>Keys of tags, metadata and span attributes that have a meaning to MLflow's clients.</summary>
public static class TraceKeys
{
    /// <summary>Tag: the trace's name.</summary>
    public const string Name = "mlflow.traceName";

    /// <summary>Tag: where the files of the trace are.</summary>
    public const string ArtifactLocation = "mlflow.artifactLocation";

    /// <summary>Tag: where the spans are; <see cref="SpansInStore"/> when they are in this store.</summary>
    public const string SpansLocation = "mlflow.trace.spansLocation";

    public const string SpansInStore = "TRACKING_STORE";

    /// <summary>Tag: JSON list of prompt versions.</summary>
    public const string LinkedPrompts = "mlflow.linkedPrompts";

    /// <summary>Metadata: the run that created the trace.</summary>
    public const string SourceRun = "mlflow.sourceRun";

    /// <summary>Metadata: the version of the trace's schema.</summary>
    public const string SchemaVersion = "mlflow.trace_schema.version";

    /// <summary>Metadata: the tokens that the entire trace used, as JSON.</summary>
    public const string TokenUsage = "mlflow.trace.tokenUsage";

    /// <summary>Metadata: the cost of the entire trace, as JSON.</summary>
    public const string Cost = "mlflow.trace.cost";

    /// <summary>Metadata: JSON with <c>num_spans</c>, the number of spans in the complete trace.</summary>
    public const string SizeStats = "mlflow.trace.sizeStats";

    public const string Session = "mlflow.trace.session";

    public const string User = "mlflow.trace.user";

    /// <summary>Span attribute: the id of the span's trace, when it is not OpenTelemetry's.</summary>
    public const string SpanTraceId = "mlflow.traceRequestId";

    /// <summary>Span attribute: LLM, CHAIN, TOOL …</summary>
    public const string SpanType = "mlflow.spanType";

    public const string SpanInputs = "mlflow.spanInputs";

    public const string SpanOutputs = "mlflow.spanOutputs";

    /// <summary>Span attribute: tokens that the span used.</summary>
    public const string SpanTokenUsage = "mlflow.chat.tokenUsage";

    /// <summary>Span attribute: the cost of the span.</summary>
    public const string SpanCost = "mlflow.llm.cost";
}
