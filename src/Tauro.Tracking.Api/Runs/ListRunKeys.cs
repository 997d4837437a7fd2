using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Lists the params, metrics and tags that runs have, to choose columns from.</summary>
internal static class ListRunKeys
{
    public static async Task<Results<Ok<RunKeys>, Invalid, NotFound, Conflict>> Handle(
        RunsToCount request, IRunStore store, CancellationToken cancel)
    {
        var query = SearchRuns.Parse(new RunSearch(request.ExperimentIds, request.Filter, View: request.View));
        if (query.Problem is { } bad) return bad.ToResult<Ok<RunKeys>>();
        var found = await store.FindRuns(query.Value, cancel);
        if (found.Problem is { } problem) return problem.ToResult<Ok<RunKeys>>();

        RunId[] ids = [.. found.Value.Take(Limits.TableRunsMax)];
        var counted = new KeyCounts();
        await foreach (var run in store.ReadRuns(ids, null, cancel))
        {
            foreach (var (key, value) in run.Params) counted.Find("params", key)?.Add(value);
            foreach (var (key, point) in run.Metrics) counted.Find("metrics", key)?.Add(point.Value);
            foreach (var (key, value) in run.Tags)
                if (!TagNames.IsOfMlflow(key)) counted.Find("tags", key)?.Add(value);
        }

        return TypedResults.Ok(new RunKeys(ids.Length, found.Value.Count, counted.ToKeys(), counted.IsComplete));
    }

    /// <summary>All keys, as long as there are not too many.</summary>
    private sealed class KeyCounts
    {
        private readonly Dictionary<(string Kind, string Key), Values> values = [];

        public bool IsComplete { get; private set; } = true;

        public Values? Find(string kind, string key)
        {
            if (values.TryGetValue((kind, key), out var found)) return found;
            if (values.Count < Limits.ExportKeysMax) return values[(kind, key)] = new Values();
            IsComplete = false;
            return null;
        }

        public IReadOnlyList<RunKey> ToKeys() =>
        [
            .. values.Select(key => key.Value.ToKey($"{key.Key.Kind}.{key.Key.Key}"))
                .OrderByDescending(key => key.RunCount).ThenBy(key => key.Field, StringComparer.Ordinal),
        ];
    }

    /// <summary>The values of a key. Most keys have one value or very many, and both are cheap to count.</summary>
    private sealed class Values
    {
        private readonly HashSet<object> distinct = [];
        private int count;
        private bool isNumeric = true;

        public void Add(string value)
        {
            count++;
            if (distinct.Count >= Limits.DistinctValuesMax || !distinct.Add(value)) return;
            isNumeric = isNumeric && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        }

        public void Add(double value)
        {
            count++;
            if (distinct.Count < Limits.DistinctValuesMax) distinct.Add(value);
        }

        public RunKey ToKey(string field) => new(field, count, distinct.Count, isNumeric);
    }
}
