using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tables;
using Tauro.Stores.LoggedModels;

namespace Tauro.Stores.Local.LoggedModels;

/// <summary>The fields of a logged model, for search. A metric has one value for each of its points.</summary>
/// <param name="metrics">The metrics of logged models.</param>
/// <param name="datasets">When there are any, filters see only points measured on them.</param>
internal sealed class LoggedModelFields(
    GroupedTable<LoggedModelMetric> metrics, IReadOnlyList<DatasetReference> datasets) :
    FieldReader<LoggedModel>
{
    public override bool HasMany(Field field) => field.Kind == FieldKind.Metric;

    public override IEnumerable<Literal> AllOf(LoggedModel item, Field field) => metrics.In(item.ModelId)
        .Where(metric => metric.Key == field.Key && IsWanted(metric))
        .Select(metric => Literal.From(metric.Value));

    /// <summary>Whether the model has a metric on one of the datasets.</summary>
    public bool IsMeasured(LoggedModel model) => metrics.In(model.ModelId).Any(IsWanted);

    public override bool TryGetNumber(LoggedModel item, Field field, out double value)
    {
        var found = field switch
        {
            { Kind: FieldKind.Metric } => Latest(item, field)?.Value,
            { Kind: FieldKind.Attribute, Key: "creation_timestamp" } => item.CreationTime,
            { Kind: FieldKind.Attribute, Key: "last_updated_timestamp" } => item.LastUpdateTime,
            _ => null,
        };
        value = found.GetValueOrDefault();
        return found is not null;
    }

    public override bool TryGetString(LoggedModel item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = field.Kind switch
        {
            FieldKind.Param => item.Params.GetValueOrDefault(field.Key),
            FieldKind.Tag => item.Tags.GetValueOrDefault(field.Key),
            FieldKind.Attribute => field.Key switch
            {
                "model_id" => item.ModelId,
                "name" => item.Name,
                "experiment_id" => item.ExperimentId,
                "model_type" => item.ModelType,
                "source_run_id" => item.SourceRunId,
                "artifact_location" => item.ArtifactUri,
                "status" => StatusName(item.Status),
                _ => null,
            },
            _ => null,
        };
        return value is not null;
    }

    private LoggedModelMetric? Latest(LoggedModel model, Field field) => metrics.In(model.ModelId)
        .Where(metric => metric.Key == field.Key
            && (field.DatasetName is null || metric.DatasetName == field.DatasetName)
            && (field.DatasetDigest is null || metric.DatasetDigest == field.DatasetDigest))
        .OrderByDescending(metric => metric.Timestamp).ThenByDescending(metric => metric.Step)
        .ThenBy(MeasuredModel.KeyOf, StringComparer.Ordinal)
        .FirstOrDefault();

    private bool IsWanted(LoggedModelMetric metric) => datasets.Count == 0 || datasets.Any(dataset =>
        metric.DatasetName == dataset.Name && (dataset.Digest is null || metric.DatasetDigest == dataset.Digest));

    private static string StatusName(LoggedModelStatus status) => status switch
    {
        LoggedModelStatus.Pending => "PENDING",
        LoggedModelStatus.Ready => "READY",
        _ => "UPLOAD_FAILED",
    };
}
