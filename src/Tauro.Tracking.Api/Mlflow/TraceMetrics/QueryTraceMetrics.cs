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
    private const int TracesAtOnce = 10_000;
    private const string TimeBucket = "time_bucket";
    private static readonly string[] Views = ["TRACES", "SPANS", "ASSESSMENTS"];
    private static readonly Field Time = new(FieldKind.Attribute, "timestamp_ms");

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, ITraceStore store)
    {
        var experimentIds = request.Ids<ExperimentId>("experiment_ids");
        if (experimentIds.Count == 0) throw MlflowMessage.MissingValue("experiment_ids");
        var view = ViewOf(request);
        var name = request.RequiredText("metric_name");
        var aggregations = request.Messages("aggregations").Select(MetricAggregation.Read).ToList();
        if (aggregations.Count == 0) throw MlflowMessage.MissingValue("aggregations");
        var dimensions = request.Texts("dimensions");
        var metric = TraceMetric.Of(view, name, aggregations, dimensions);
        var filters = request.Texts("filters").Select(text => MetricFilter.Parse(text, view)).ToList();
        var seconds = request.Whole("time_interval_seconds");
        var (start, end) = (request.Whole("start_time_ms"), request.Whole("end_time_ms"));
        if (seconds is not null && (start is null || end is null))
            throw MlflowException.Invalid(
                "start_time_ms and end_time_ms are required if time_interval_seconds is set");
        if (seconds is < 1 or > 1_000_000_000)
            throw MlflowException.Invalid("time_interval_seconds must be a positive integer");
        var most = MlflowPage.Of(request, ResultsDefault).Size;

        var groups = new MetricGroups(metric, aggregations, dimensions, seconds * 1_000);
        var query = new TraceQuery(experimentIds, new PageRequest(TracesAtOnce), Within(start, end));
        await foreach (var row in Rows(store, query, view, request.Cancel))
            if (filters.TrueForAll(holds => holds(row))) groups.Add(row);
        return new MlflowAnswer(writer => writer.Messages("data_points", groups.Points().Take(most), (it, point) => it
            .Text("metric_name", name)
            .Message("dimensions", to =>
            {
                if (point.Bucket is { } bucket) to.Text(TimeBucket, Iso(bucket));
                for (var i = 0; i < dimensions.Count; i++) to.Text(dimensions[i], point.Dimensions[i]);
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
                        foreach (var one in trace.Assessments.Where(one => one.Valid))
                            yield return new MetricRow(trace, Assessment: one);
                        break;
                    default:
                        yield return new MetricRow(trace);
                        break;
                }
            }

            next = page.NextPageToken is { } token
                ? query with { Page = new PageRequest(TracesAtOnce, token) }
                : null;
        }
    }

    private static MetricView ViewOf(MlflowRequest request)
    {
        if (!request.Has("view_type")) throw MlflowMessage.MissingValue("view_type");
        var sent = request.Fields.GetProperty("view_type");
        var name = MetricAggregation.Named(sent, Views) ?? throw MlflowMessage.InvalidValue("view_type", sent);
        return (MetricView)(Array.IndexOf(Views, name) + 1);
    }

    private static Filter? Within(long? start, long? end)
    {
        Filter? from = start is { } first
            ? new Filter.Compare(Time, CompareOperator.GreaterOrEqual, Literal.Of(first)) : null;
        Filter? to = end is { } last
            ? new Filter.Compare(Time, CompareOperator.LessOrEqual, Literal.Of(last)) : null;
        return from is not null && to is not null ? new Filter.And(from, to) : from ?? to;
    }

    // The format of Python's isoformat for a time in UTC.
    private static string Iso(long milliseconds) => DateTimeOffset
        .FromUnixTimeMilliseconds(Math.Clamp(
            milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(),
            DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()))
        .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
