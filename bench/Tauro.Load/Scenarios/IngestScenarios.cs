using System.Text.Json.Nodes;

namespace Tauro.Load.Scenarios;

/// <summary>Logs points to runs, one run per client.</summary>
public static class IngestScenarios
{
    private const int PageSize = 25_000;

    public static IEnumerable<Scenario> All() =>
    [
        new("log_metric", Single),
        new("log_batch_1_metrics", bed => Batch(bed, 1), "points"),
        new("log_batch_10_metrics", bed => Batch(bed, 10), "points"),
        new("log_batch_100_metrics", bed => Batch(bed, 100), "points"),
        new("log_batch_1000_metrics", bed => Batch(bed, 1000), "points"),
        new("log_batch_1000_metrics_one_run", bed => OneRun(bed, 1000), "points"),
    ];

    private static async Task<Step> Single(TestBed bed)
    {
        var runs = await bed.Server.NewRuns(bed.Clients);
        var bodies = runs.Select(run => new PointBody(run)).ToArray();
        return new Step(
            (client, _) => bed.Server.Post("runs/log-metric", bodies[client].Single()),
            Stored: () => Count(bed.Server, runs));
    }

    private static async Task<Step> Batch(TestBed bed, int size)
    {
        var runs = await bed.Server.NewRuns(bed.Clients);
        var bodies = runs.Select(run => new PointBody(run)).ToArray();
        return new Step(
            (client, _) => bed.Server.Post("runs/log-batch", bodies[client].Batch(size)),
            size, Stored: () => Count(bed.Server, runs));
    }

    /// <summary>All clients log to one run, each different points: their steps differ.</summary>
    private static async Task<Step> OneRun(TestBed bed, int size)
    {
        var runs = await bed.Server.NewRuns(1);
        var bodies = Enumerable.Range(0, bed.Clients).Select(_ => new PointBody(runs[0])).ToArray();
        for (var client = 1; client < bodies.Length; client++) bodies[client].SkipTo(client);
        return new Step(
            (client, _) => bed.Server.Post("runs/log-batch", bodies[client].Batch(size)),
            size, Stored: () => Count(bed.Server, runs));
    }

    private static async Task<long> Count(MlflowServer server, IReadOnlyList<string> runs)
    {
        long count = 0;
        foreach (var run in runs)
        {
            for (var key = 0; key < PointBody.Keys; key++) count += await Count(server, run, $"m{key}");
        }

        return count;
    }

    private static async Task<long> Count(MlflowServer server, string run, string key)
    {
        long count = 0;
        string? token = null;
        do
        {
            var from = token is null ? "" : $"&page_token={Uri.EscapeDataString(token)}";
            var page = await server.GetJson(
                $"metrics/get-history?run_id={run}&metric_key={key}&max_results={PageSize}{from}");
            count += (page["metrics"] as JsonArray)?.Count ?? 0;
            token = (string?)page["next_page_token"];
        }
        while (!string.IsNullOrEmpty(token));

        return count;
    }
}
