using System.Diagnostics.CodeAnalysis;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Columns;
using Tauro.Stores.Local.Metrics;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>The fields of a run, which is given by its number in the table, for search.</summary>
internal sealed class RunFields(RunTable runs, PointStore points, DocumentTable<StoredInputs> inputs)
    : FieldReader<int>
{
    /// <summary>The id of a run's parent.</summary>
    public static readonly Field ParentId = new(FieldKind.Attribute, "parent_run_id");

    public override bool HasMany(Field field) => field.Kind == FieldKind.Dataset;

    public override IEnumerable<Literal> AllOf(int item, Field field)
    {
        if (field.OfParent)
        {
            var parent = ParentOf(item);
            return parent < 0 ? [] : AllOf(parent, field with { OfParent = false });
        }

        return Datasets(item, field);
    }

    private IEnumerable<Literal> Datasets(int item, Field field)
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
        if (field.OfParent)
        {
            value = 0;
            return ParentOf(item) is >= 0 and var parent
                && TryGetNumber(parent, field with { OfParent = false }, out value);
        }

        var found = field.Kind switch
        {
            FieldKind.Metric when field.Function != FieldFunction.None => Range(item, field.Key) is { } range
                ? field.Function switch
                {
                    FieldFunction.Min => range.Min,
                    FieldFunction.Max => range.Max,
                    _ => range.First.Value,
                }
                : null,
            FieldKind.Metric => Latest(item, field.Key),
            FieldKind.Attribute => field.Key switch
            {
                "start_time" => runs.Heads.StartTimeAt(item),
                "end_time" => runs.At(item)?.EndTime,
                "duration" => runs.At(item) is { } run ? run.EndTime - run.StartTime : null,
                _ => null,
            },
            _ => null,
        };
        value = found.GetValueOrDefault();
        return found is not null;
    }

    public override bool TryGetString(int item, Field field, [NotNullWhen(true)] out string? value)
    {
        if (field.OfParent)
        {
            value = null;
            return ParentOf(item) is >= 0 and var parent
                && TryGetString(parent, field with { OfParent = false }, out value);
        }

        if (field is { Kind: FieldKind.Attribute, Key: "run_id" })
        {
            value = runs.IdAt(item);
            return true;
        }

        if (field == ParentId) field = new Field(FieldKind.Tag, TagNames.ParentRunId);
        value = StoredRunFields.IsString(field) && runs.TryGetLine(item, out var json)
            ? StoredRunFields.String(json, field)
            : runs.At(item) is { } run ? StringOf(run, field) : null;
        return value is not null;
    }

    public override Action<int, Literal?[]> ReaderOf(IReadOnlyList<Field> fields)
    {
        var (readEach, stored) = (base.ReaderOf(fields), new StoredRunReader(fields));
        var others = Enumerable.Range(0, fields.Count).Where(i => !StoredRunReader.CanRead(fields[i])).ToArray();
        return (item, values) =>
        {
            // In this order: metrics are unloaded only when their run is stored with them.
            if (points.Find(runs.IdAt(item)) is not null || !runs.TryGetLine(item, out var json))
            {
                readEach(item, values);
                return;
            }

            stored.Read(json, values);
            foreach (var i in others) values[i] = Read(item, fields[i]);
        };
    }

    /// <summary>See <see cref="RunTable.LacksRange"/>.</summary>
    public bool LacksRange(int item, string key)
    {
        if (points.Find(runs.IdAt(item)) is { } series) return series.Contains(key) && series.Range(key) is null;
        if (runs.TryGetLine(item, out var json)) return StoredRunFields.Metric(json, key) is { Range: null };
        return runs.At(item) is { } run && run.Metrics.ContainsKey(key)
            && StoredMetrics.RangeOf(run.Metrics, key) is null;
    }

    private int ParentOf(int item) =>
        TryGetString(item, ParentId, out var parent) ? runs.NumberOf(parent) : ColumnTable.Removed;

    private MetricRange? Range(int item, string key)
    {
        if (points.Find(runs.IdAt(item)) is { } series) return series.Range(key);
        if (runs.TryGetLine(item, out var json)) return StoredRunFields.Metric(json, key)?.Range;
        return runs.At(item) is { } run ? StoredMetrics.RangeOf(run.Metrics, key) : null;
    }

    private double? Latest(int item, string key)
    {
        // In this order: metrics are unloaded only when their run is stored with them.
        if (points.Find(runs.IdAt(item)) is { } series) return series.Latest(key)?.Value;
        if (runs.TryGetLine(item, out var json)) return StoredRunFields.Metric(json, key)?.Latest.Value;
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
