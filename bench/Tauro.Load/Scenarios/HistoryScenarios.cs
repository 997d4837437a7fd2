using System.Text.Json.Nodes;

namespace Tauro.Load.Scenarios;

/// <summary>The history of one metric with 10,000 points.</summary>
public static class HistoryScenarios
{
    private const int Points = 10_000;
    private const int BatchSize = 1000;
    private const int FullSize = 25_000;
    private const int PageSize = 1000;
    private const int ChartSize = 320;

    public static IEnumerable<Scenario> All() =>
    [
        new("get_history_10k", bed => History(bed, FullSize, Points), "points"),
        new("get_history_10k_page1000", bed => History(bed, PageSize, PageSize), "points"),
        new("history_bulk_interval_10k", Chart),
    ];

    // The page size is always sent: MLflow 3.11 returns no points without it.
    private static async Task<Step> History(TestBed bed, int pageSize, int expected)
    {
        var run = await bed.Once("history", () => CreateHistory(bed.Server));
        var route = $"metrics/get-history?run_id={run}&metric_key=loss&max_results={pageSize}";
        var found = (await bed.Server.GetJson(route))["metrics"]!.AsArray().Count;
        if (found != expected) throw new InvalidDataException($"The history has {found} points, not {expected}.");
        var length = await bed.Server.Get(route);
        return new Step(async (_, _) =>
        {
            var read = await bed.Server.Get(route);
            if (read != length) throw new InvalidDataException($"Got {read} bytes, {length} before.");
        }, expected);
    }

    private static async Task<Step> Chart(TestBed bed)
    {
        var run = await bed.Once("history", () => CreateHistory(bed.Server));
        return new Step((_, _) => bed.Server.Fetch(
            $"ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?run_ids={run}&metric_key=loss" +
            $"&max_results={ChartSize}"));
    }

    private static async Task<string> CreateHistory(MlflowServer server)
    {
        var run = (await server.NewRuns(1))[0];
        for (var from = 0; from < Points; from += BatchSize)
        {
            var metrics = Enumerable.Range(from, BatchSize)
                .Select(step => new JsonObject
                {
                    ["key"] = "loss", ["value"] = Math.Sin(step), ["timestamp"] = 1_700_000_000_000 + step,
                    ["step"] = step,
                });
            await server.Post("runs/log-batch", new { run_id = run, metrics });
        }

        return run;
    }
}
