using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>The fields of a run, for search.</summary>
internal sealed class RunFields(PointStore points, DocumentTable<StoredInputs> inputs) : FieldReader<Run>
{
    public override bool HasMany(Field field) => field.Kind == FieldKind.Dataset;

    public override IEnumerable<Literal> AllOf(Run item, Field field)
    {
        foreach (var dataset in inputs.Find(item.RunId)?.Datasets ?? [])
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

    public override bool TryGetNumber(Run item, Field field, out double value)
    {
        var found = field.Kind switch
        {
            FieldKind.Metric => points.Find(item.RunId)?.Latest(field.Key)?.Value,
            FieldKind.Attribute => field.Key switch
            {
                "start_time" => item.StartTime,
                "end_time" => item.EndTime,
                _ => null,
            },
            _ => null,
        };
        value = found.GetValueOrDefault();
        return found is not null;
    }

    public override bool TryGetString(Run item, Field field, [NotNullWhen(true)] out string? value)
    {
        value = field.Kind switch
        {
            FieldKind.Param => item.Params.GetValueOrDefault(field.Key),
            FieldKind.Tag => item.Tags.GetValueOrDefault(field.Key),
            FieldKind.Attribute => field.Key switch
            {
                "run_id" => item.RunId,
                "run_name" => item.Name,
                "status" => StatusName(item.Status, "COMPLETED"),
                "mlflow_status" => StatusName(item.Status, "FINISHED"),
                "artifact_uri" => item.ArtifactUri,
                "user_id" => item.UserId,
                "experiment_id" => item.ExperimentId,
                _ => null,
            },
            _ => null,
        };
        return value is not null;
    }

    private static string StatusName(RunStatus status, string completed) => status switch
    {
        RunStatus.Running => "RUNNING",
        RunStatus.Scheduled => "SCHEDULED",
        RunStatus.Completed => completed,
        RunStatus.Failed => "FAILED",
        _ => "KILLED",
    };
}
