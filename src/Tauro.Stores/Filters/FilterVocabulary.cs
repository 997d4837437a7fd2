using Tauro.Contracts.Models;

namespace Tauro.Stores.Filters;

/// <summary>
/// The fields that a filter or sort key over one type of item may use. Attribute names and entities match in any
/// letter case, except on MLflow's routes, where a misspelt one is an error as in MLflow. Enumerated attributes have
/// the values of the JSON API (<c>COMPLETED</c>, <c>PRODUCTION</c>, <c>sklearn</c>); literals are converted to these
/// when parsed.
/// </summary>
public sealed partial class FilterVocabulary
{
    private static readonly Dictionary<string, FieldKind> Entities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["attribute"] = FieldKind.Attribute,
        ["attributes"] = FieldKind.Attribute,
        ["attr"] = FieldKind.Attribute,
        ["run"] = FieldKind.Attribute,
        ["metric"] = FieldKind.Metric,
        ["metrics"] = FieldKind.Metric,
        ["param"] = FieldKind.Param,
        ["params"] = FieldKind.Param,
        ["parameter"] = FieldKind.Param,
        ["parameters"] = FieldKind.Param,
        ["tag"] = FieldKind.Tag,
        ["tags"] = FieldKind.Tag,
        ["trace"] = FieldKind.Attribute,
        ["metadata"] = FieldKind.Metadata,
        ["request_metadata"] = FieldKind.Metadata,
        ["span"] = FieldKind.Span,
        ["feedback"] = FieldKind.Feedback,
        ["expectation"] = FieldKind.Expectation,
        ["dataset"] = FieldKind.Dataset,
        ["datasets"] = FieldKind.Dataset,
    };

    private static readonly FieldKind[] OfRuns =
        [FieldKind.Attribute, FieldKind.Metric, FieldKind.Param, FieldKind.Tag, FieldKind.Dataset];

    private readonly Dictionary<string, FilterAttribute> attributes;
    private readonly Dictionary<string, FilterAttribute> byKey;
    private readonly FieldKind[] kinds;
    private readonly bool isExact;

    private FilterVocabulary(string subject, FieldKind[] kinds, params FilterAttribute[] attributes)
        : this(isExact: false, subject, kinds, attributes)
    {
    }

    private FilterVocabulary(bool isExact, string subject, FieldKind[] kinds, params FilterAttribute[] attributes)
    {
        Subject = subject;
        this.kinds = kinds;
        this.isExact = isExact;
        Attributes = attributes;
        byKey = attributes.ToDictionary(attribute => attribute.Key);
        this.attributes = new(isExact ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in attributes)
        {
            this.attributes.Add(attribute.Name, attribute);
            foreach (var alias in attribute.Aliases) this.attributes.Add(alias, attribute);
        }
    }

    public static FilterVocabulary Runs { get; } = new(
        "runs",
        OfRuns,
        String("run_id"),
        String("run_name", "Run name", "name"),
        Enumerated("status", value => value.ToUpperInvariant() is var upper and not "FINISHED" ? upper : "COMPLETED"),
        String("artifact_uri"),
        String("user_id", "user"),
        Number("start_time", "created"),
        Number("end_time"),
        String("experiment_id"),
        Number("duration"),
        String("parent_run_id"))
    {
        Functions = [FieldFunction.Number, FieldFunction.Min, FieldFunction.Max, FieldFunction.First],
        HasParents = true,
    };

    /// <summary>
    /// MLflow calls a completed run <c>FINISHED</c>, in patterns and sort order too; its status has another key.
    /// </summary>
    public static FilterVocabulary MlflowRuns { get; } = new(
        isExact: true,
        "runs",
        OfRuns,
        String("run_id"),
        String("run_name", "run name", "Run name", "Run Name"),
        Enumerated("status", value => value == "COMPLETED" ? "FINISHED" : value) with { Key = "mlflow_status" },
        String("artifact_uri"),
        String("user_id"),
        Number("start_time", "created", "Created"),
        Number("end_time"),
        String("experiment_id"));

    public static FilterVocabulary Experiments { get; } = new(
        "experiments",
        [FieldKind.Attribute, FieldKind.Tag],
        String("name"), String("experiment_id"), Number("creation_time"), Number("last_update_time"))
    {
        Functions = [FieldFunction.Number],
    };

    /// <summary>The fields that MLflow's own search of experiments supports, and the id.</summary>
    public static FilterVocabulary MlflowExperiments { get; } = new(
        isExact: true,
        "experiments",
        [FieldKind.Attribute, FieldKind.Tag],
        String("name"), String("experiment_id"), Number("creation_time"), Number("last_update_time"));

    public static FilterVocabulary Models { get; } = new(
        "registered models",
        [FieldKind.Attribute, FieldKind.Tag],
        String("name"),
        Number("creation_time", "creation_timestamp"),
        Number("last_update_time", "last_updated_timestamp", "timestamp"))
    {
        Functions = [FieldFunction.Number],
    };

    public static FilterVocabulary ModelVersions { get; } = new(
        "model versions",
        [FieldKind.Attribute, FieldKind.Metric, FieldKind.Param, FieldKind.Tag],
        String("name"),
        Number("version"),
        Enumerated("stage", value => value.ToUpperInvariant(), "current_stage"),
        Enumerated("status", value => value.ToUpperInvariant()),
        Enumerated(
            "framework",
            value => ModelFrameworkName.TryParse(value, out var framework) ? ModelFrameworkName.Get(framework) : value),
        String("run_id", "source_run_id"),
        String("source", "source_path"),
        Number("creation_time", "creation_timestamp"),
        Number("last_update_time", "last_updated_timestamp"))
    {
        Functions = [FieldFunction.Number],
    };

    /// <summary>The fields that MLflow's own search of registered models supports.</summary>
    public static FilterVocabulary MlflowModels { get; } = new(
        isExact: true, "registered models", [FieldKind.Attribute, FieldKind.Tag], String("name"));

    /// <summary>The fields that MLflow's own search of model versions supports.</summary>
    public static FilterVocabulary MlflowModelVersions { get; } = new(
        isExact: true,
        "model versions",
        [FieldKind.Attribute, FieldKind.Tag],
        String("name"), Number("version", "version_number"), String("run_id"), String("source", "source_path"));

    /// <summary>The sort keys of MLflow's own search of model versions.</summary>
    public static FilterVocabulary MlflowModelVersionOrder { get; } = new(
        isExact: true,
        "model versions",
        [FieldKind.Attribute],
        String("name"),
        Number("version", "version_number"),
        Number("creation_time", "creation_timestamp"),
        Number("last_update_time", "last_updated_timestamp"));

    public static FilterVocabulary Traces { get; } = new(
        "traces",
        [
            FieldKind.Attribute, FieldKind.Tag, FieldKind.Metadata, FieldKind.Span, FieldKind.Feedback,
            FieldKind.Expectation,
        ],
        String("trace_id", "request_id", "id"),
        Number("timestamp_ms", "timestamp", "request_time", "created"),
        Number("execution_time_ms", "execution_time", "execution_duration", "latency"),
        Number("end_time_ms", "end_time"),
        Enumerated("status", value => value.ToUpperInvariant(), "state"),
        String("client_request_id"),
        String("experiment_id"),
        String("name", "trace_name"),
        String("run_id"),
        String("prompt"),
        String("text"));

    public static FilterVocabulary EvaluationDatasets { get; } = new(
        "evaluation datasets",
        [FieldKind.Attribute, FieldKind.Tag],
        String("name"), String("dataset_id"), Number("created_time"), Number("last_update_time"), String("created_by"),
        String("last_updated_by"));

    public static FilterVocabulary Issues { get; } = new(
        "issues",
        [FieldKind.Attribute],
        Enumerated("status", value => value.ToUpperInvariant()),
        Enumerated("severity", value => value.ToUpperInvariant()),
        String("source_run_id"));

    public static FilterVocabulary LoggedModels { get; } = new(
        "logged models",
        [FieldKind.Attribute, FieldKind.Metric, FieldKind.Param, FieldKind.Tag],
        String("model_id"),
        String("name"),
        String("experiment_id"),
        String("model_type"),
        String("source_run_id"),
        Enumerated("status", LoggedModelStatusName),
        String("artifact_location", "artifact_uri"),
        Number("creation_timestamp", "creation_time", "creation_timestamp_ms"),
        Number(
            "last_updated_timestamp", "last_updated_time", "last_updated_timestamp_ms", "last_update_time"));

    /// <summary>The name of the searched items, for messages.</summary>
    public string Subject { get; }

    public IReadOnlyList<FilterAttribute> Attributes { get; }

    /// <summary>The functions of fields; none in the filters of MLflow's routes.</summary>
    internal IReadOnlyList<FieldFunction> Functions { get; private init; } = [];

    /// <summary>Whether an item has a parent, the fields of which begin with <c>parent.</c>.</summary>
    private bool HasParents { get; init; }

    internal FilterAttribute? Attribute(Field field) =>
        field.Kind == FieldKind.Attribute ? byKey.GetValueOrDefault(field.Key) : null;

    private static string LoggedModelStatusName(string value)
    {
        const string prefix = "LOGGED_MODEL_";
        var upper = value.ToUpperInvariant();
        return upper.StartsWith(prefix, StringComparison.Ordinal) ? upper[prefix.Length..] : upper;
    }

    private static FilterAttribute String(string name, params string[] aliases) =>
        new(name, AttributeType.String, aliases);

    private static FilterAttribute Number(string name, params string[] aliases) =>
        new(name, AttributeType.Number, aliases);

    private static FilterAttribute Enumerated(string name, Func<string, string> canonical, params string[] aliases) =>
        new(name, AttributeType.String, aliases, canonical);
}
