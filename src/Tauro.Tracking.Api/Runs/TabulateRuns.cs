using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Filters;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Returns runs as columns: a fraction of the bytes of a search, because keys are not repeated.</summary>
internal static class TabulateRuns
{
    public static async Task<Results<Ok<TabulatedRuns>, Invalid, NotFound, Conflict>> Handle(
        RunsToTabulate request, IRunStore store, CancellationToken cancel)
    {
        if (request.MaxResults is < 1 or > Limits.TableRunsMax)
            return Invalid.Because(
                ProblemCodes.InvalidRequest,
                $"max_results is {request.MaxResults}; it must be from 1 to {Limits.TableRunsMax}.");
        var fields = TableFields.Parse(request.Fields ?? []);
        if (fields.Problem is { } badFields) return badFields.ToResult<Ok<TabulatedRuns>>();
        var query = SearchRuns.Parse(
            new RunSearch(request.ExperimentIds, request.Filter, request.OrderBy, request.View));
        if (query.Problem is { } bad) return bad.ToResult<Ok<TabulatedRuns>>();
        return (await store.ReadValues(query.Value, fields.Value, request.MaxResults, cancel))
            .ToResult(values => TypedResults.Ok(ToTable(fields.Value, values)));
    }

    private static TabulatedRuns ToTable(IReadOnlyList<Field> fields, RunValues values)
    {
        var columns = fields.Zip(values.Columns).ToDictionary(pair => pair.First, pair => pair.Second);
        return new TabulatedRuns(
            values.RunIds, values.TotalCount,
            columns.ContainsKey(TableFields.Name) ? ToAttributes(columns) : null,
            Select(columns, FieldKind.Param, value => value?.String),
            Select(columns, FieldKind.Metric, value => value?.Number),
            Select(columns, FieldKind.Tag, value => value?.String));
    }

    private static RunAttributeColumns ToAttributes(Dictionary<Field, IReadOnlyList<Literal?>> columns) => new(
        [.. columns[TableFields.Name].Select(value => value?.String ?? "")],
        [.. columns[TableFields.Status].Select(value => Enum.Parse<RunStatus>(value?.String ?? "", ignoreCase: true))],
        [.. columns[TableFields.StartTime].Select(value => (long)(value?.Number ?? 0))],
        [.. columns[TableFields.EndTime].Select(value => (long?)value?.Number)],
        [.. columns[TableFields.UserId].Select(value => value?.String)]);

    private static Dictionary<string, IReadOnlyList<T>> Select<T>(
        Dictionary<Field, IReadOnlyList<Literal?>> columns, FieldKind kind, Func<Literal?, T> convert) => columns
        .Where(column => column.Key.Kind == kind)
        .ToDictionary(column => column.Key.Key, IReadOnlyList<T> (column) => [.. column.Value.Select(convert)]);
}
