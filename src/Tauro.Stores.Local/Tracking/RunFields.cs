using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>The fields of a run, which is given by its number in the table, for search.</summary>
internal sealed class RunFields(RunTable runs, PointStore points, DocumentTable<StoredInputs> inputs)
    : FieldReader<int>
{
    public override bool HasMany(Field field) => field.Kind == FieldKind.Dataset;

    public override IEnumerable<Literal> AllOf(int item, Field field)
    {
        foreach (var dataset in inputs.Find(runs.IdAt(item))?.Datasets ?? [])
        {
            var value = field.Key switch
            {
                "name" => dataset.Name,
                "digest" => dataset.Digest,
                _ => dataset.Tags.GetValueOrDefault(TagNames.DatasetContext),
            };
            if (value is not null) yield return Literal.From(value);
        }
    }

    public override bool TryGetNumber(int item, Field field, out double value)
    {
        var found = field.Kind switch
        {
            FieldKind.Metric => Latest(item, field.Key),
            FieldKind.Attribute => field.Key switch
            {
                "start_time" => runs.StartTimeAt(item),
                "end_time" => runs.At(item)?.EndTime,
                _ => null,
            },
            _ => null,
        };
        value = found.GetValueOrDefault();
        return found is not null;
    }

    public override bool TryGetString(int item, Field field, [NotNullWhen(true)] out string? value)
    {
        if (field is { Kind: FieldKind.Attribute, Key: "run_id" })
        {
            value = runs.IdAt(item);
            return true;
        }

        value = StoredRunFields.IsString(field) && runs.TryGetLine(item, out var json)
            ? StoredRunFields.String(json, field)
            : runs.At(item) is { } run ? StringOf(run, field) : null;
        return value is not null;
    }

    private double? Latest(int item, string key)
    {
        // In this order: metrics are unloaded only when their run is stored with them.
        if (points.Find(runs.IdAt(item)) is { } series) return series.Latest(key)?.Value;
        if (runs.TryGetLine(item, out var json)) return StoredRunFields.Metric(json, key);
        return runs.At(item)?.Metrics.TryGetValue(key, out var latest) == true ? latest.Value : null;
    }

    private static string? StringOf(Run run, Field field) => field.Kind switch
    {
        FieldKind.Param => run.Params.GetValueOrDefault(field.Key),
        FieldKind.Tag => run.Tags.GetValueOrDefault(field.Key),
        FieldKind.Attribute => field.Key switch
        {
            "run_name" => run.Name,
            "status" => StatusName(run.Status, "COMPLETED"),
            "mlflow_status" => StatusName(run.Status, "FINISHED"),
            "artifact_uri" => run.ArtifactUri,
            "user_id" => run.UserId,
            "experiment_id" => run.ExperimentId,
            _ => null,
        },
        _ => null,
    };

    private static string StatusName(RunStatus status, string completed) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Scheduled => "SCHEDULED",
        RunStatus.Completed => completed,
        RunStatus.Failed => "FAILED",
        _ => "KILLED",
    };
}
