using System.Globalization;
using System.Runtime.CompilerServices;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Traces;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.TraceMetrics;

/// <summary>Aggregates traces, spans or assessments by dimensions and by time.</summary>
internal static class QueryTraceMetrics
{
    private const int ResultsDefault = 1_000;
    private const int TracesPageSize = 10_000;
    private const string TimeBucket = "time_bucket";
    private static readonly string[] Views = ["TRACES", "SPANS", "ASSESSMENTS"];
    private static readonly Field Time = new(FieldKind.Attribute, "timestamp_ms");

    public static async Task<MlflowResult> Handle(MlflowRequest request, ITraceStore store)
    {
        var experimentIds = request.Ids<ExperimentId>("experiment_ids");
        if (experimentIds.Count == 0) throw MlflowMessage.MissingValue("experiment_ids");
        var view = ViewOf(request);
        var name = request.RequiredString("metric_name");
        var aggregations = request.Messages("aggregations").Select(MetricAggregation.Read).ToList();
        if (aggregations.Count == 0) throw MlflowMessage.MissingValue("aggregations");
        var dimensions = request.Strings("dimensions");
        var metric = TraceMetric.Find(view, name, aggregations, dimensions);
        var filters = request.Strings("filters").Select(input => MetricFilter.Parse(input, view)).ToList();
        var seconds = request.Integer("time_interval_seconds");
        var (start, end) = (request.Integer("start_time_ms"), request.Integer("end_time_ms"));
        if (seconds is not null && (start is null || end is null))
            throw MlflowException.Invalid(
                "start_time_ms and end_time_ms are required if time_interval_seconds is set");
        if (seconds is < 1 or > 1_000_000_000)
            throw MlflowException.Invalid("time_interval_seconds must be a positive integer");
        var limit = MlflowPage.Parse(request, ResultsDefault).Size;

        var groups = new MetricGroups(metric, aggregations, dimensions, seconds * 1_000);
        var query = new TraceQuery(experimentIds, new PageRequest(TracesPageSize), TimeRange(start, end));
        await foreach (var row in Rows(store, query, view, request.Cancel))
            if (filters.TrueForAll(holds => holds(row))) groups.Add(row);
        return new MlflowResult(writer => writer.Messages("data_points", groups.Points().Take(limit), (it, point) => it
            .String("metric_name", name)
            .Message("dimensions", to =>
            {
                if (point.Bucket is { } bucket) to.String(TimeBucket, Iso(bucket));
                for (var i = 0; i < dimensions.Count; i++) to.String(dimensions[i], point.Dimensions[i]);
            })
            .Message("values", to =>
            {
                foreach (var (label, value) in point.Values) to.Number(label, value);
            })));
    }

    private static async IAsyncEnumerable<MetricRow> Rows(
        ITraceStore store, TraceQuery query, MetricView view,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        for (TraceQuery? next = query; next is not null;)
        {
            var page = (await store.SearchTraces(next, cancel)).OrThrow();
            foreach (var trace in page.Items)
            {
                switch (view)
                {
                    case MetricView.Spans:
                        var spans = await store.GetSpans(trace.TraceId, cancel);
                        if (!spans.IsOk) break; // Deleted just now.
                        foreach (var span in spans.Value) yield return new MetricRow(trace, span);
                        break;
                    case MetricView.Assessments:
                        foreach (var assessment in trace.Assessments.Where(assessment => assessment.Valid))
                            yield return new MetricRow(trace, Assessment: assessment);
                        break;
                    default:
                        yield return new MetricRow(trace);
                        break;
                }
            }

            next = page.NextPageToken is { } token
                ? query with { Page = new PageRequest(TracesPageSize, token) }
                : null;
        }
    }

    private static MetricView ViewOf(MlflowRequest request)
    {
        if (!request.Has("view_type")) throw MlflowMessage.MissingValue("view_type");
        var sent = request.Fields.GetProperty("view_type");
        var name = MetricAggregation.ParseName(sent, Views) ?? throw MlflowMessage.InvalidValue("view_type", sent);
        return (MetricView)(Array.IndexOf(Views, name) + 1);
    }

    private static Filter? TimeRange(long? start, long? end)
    {
        Filter? from = start is { } first
            ? new Filter.Compare(Time, CompareOperator.GreaterOrEqual, Literal.From(first)) : null;
        Filter? to = end is { } last
            ? new Filter.Compare(Time, CompareOperator.LessOrEqual, Literal.From(last)) : null;
        return from is not null && to is not null ? new Filter.And(from, to) : from ?? to;
    }

    // The format of Python's isoformat for a time in UTC.
    private static string Iso(long milliseconds) => DateTimeOffset
        .FromUnixTimeMilliseconds(Math.Clamp(
            milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(),
            DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()))
        .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
