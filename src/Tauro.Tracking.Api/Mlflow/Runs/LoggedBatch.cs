using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Bodies;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

/// <summary>The body of <c>log-batch</c>.</summary>
internal sealed record LoggedBatch(
    RunId RunId,
    IReadOnlyList<MetricPoint> Metrics,
    IReadOnlyList<KeyValuePair<string, string>> Params,
    IReadOnlyList<KeyValuePair<string, string>> Tags,
    IReadOnlyList<LoggedModelMetric> ModelMetrics)
{
    private const int MetricsMax = 1_000;
    private const int PairsMax = 100;
    private const int AllMax = 1_000;

    public static async ValueTask<LoggedBatch> BindAsync(HttpContext context)
    {
        MlflowRequest.CheckContentType(context.Request);
        return await CompleteBody.Read(context, static body =>
            LoggedBatchReader.TryRead(body) ?? LoggedBatchMessage.Read(new MlflowMessage(MlflowJson.Read(body))));
    }

    /// <summary>
    /// Checks everything as MLflow does, before anything is written, and cuts values that are too long.
    /// </summary>
    public RunBatch ToBatch()
    {
        LoggedPoints.Check(Metrics);
        for (var i = 0; i < Params.Count; i++) MlflowNames.Check(Params[i].Key, $"params[{i}].key", "Param key");
        for (var i = 0; i < Tags.Count; i++) MlflowNames.Check(Tags[i].Key, $"tags[{i}].key", $"tags[{i}].key");
        CheckCount("metrics", Metrics.Count, MetricsMax);
        CheckCount("params", Params.Count, PairsMax);
        CheckCount("tags", Tags.Count, PairsMax);
        CheckCount("metrics, params, and tags", Metrics.Count + Params.Count + Tags.Count, AllMax);

        var values = new Dictionary<string, string>();
        var duplicates = new List<string>();
        foreach (var (key, value) in Params)
            if (!values.TryAdd(key, MlflowNames.Cut(value, Limits.ParamValueLengthMax))) duplicates.Add($"'{key}'");
        if (duplicates.Count > 0)
        {
            throw MlflowException.Invalid(
                $"Duplicate parameter keys have been submitted: [{string.Join(", ", duplicates)}]. Please ensure "
                + "the request contains only one param value per param key.");
        }

        // For a duplicate tag, the last value counts. An empty run name does not change the name.
        var tags = new Dictionary<string, string>();
        foreach (var (key, value) in Tags)
            if (key != TagNames.RunName || value.Length > 0)
                tags[key] = MlflowNames.Cut(value, Limits.TagValueLengthMax);
        return new RunBatch(Metrics, values, tags) { ModelMetrics = ModelMetrics };
    }

    private static void CheckCount(string what, int count, int limit)
    {
        if (count <= limit) return;
        throw MlflowException.Invalid(
            $"A batch logging request can contain at most {limit} {what}. Got {count} {what}. Please split up {what} "
            + "across multiple requests and try again.");
    }
}
