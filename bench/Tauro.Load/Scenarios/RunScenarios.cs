using System.Text.Json.Nodes;

namespace Tauro.Load.Scenarios;

/// <summary>Creates and reads runs.</summary>
public static class RunScenarios
{
    private const int PageSize = 10_000;

    public static IEnumerable<Scenario> All() =>
    [
        new("health", bed => Task.FromResult(new Step((_, _) => bed.Server.Fetch("health")))),
        new("runs_create", Create),
        new("runs_get", Get),
    ];

    private static async Task<Step> Create(TestBed bed)
    {
        var experiment = await bed.Server.NewExperiment();
        return new Step((_, number) => bed.Server.Post("runs/create", new
        {
            experiment_id = experiment,
            start_time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            run_name = $"run-{number}",
            tags = new[]
            {
                new { key = "mlflow.user", value = "load" }, new { key = "mlflow.source.name", value = "train.py" },
            },
        }), Stored: () => Count(bed.Server, experiment));
    }

    private static async Task<Step> Get(TestBed bed)
    {
        var run = (await bed.Server.NewRuns(1))[0];
        await bed.Server.Post("runs/log-batch", new
        {
            run_id = run,
            metrics = Enumerable.Range(0, 10).Select(i => new { key = $"m{i}", value = i, timestamp = 1, step = 0 }),
            @params = Enumerable.Range(0, 10).Select(i => new { key = $"p{i}", value = $"{i}" }),
        });
        return new Step((_, _) => bed.Server.Get($"runs/get?run_id={run}"));
    }

    private static async Task<long> Count(MlflowServer server, string experiment)
    {
        long count = 0;
        string? token = null;
        do
        {
            var page = await server.PostJson("runs/search", new
            {
                experiment_ids = new[] { experiment }, max_results = PageSize, page_token = token ?? "",
            });
            count += (page["runs"] as JsonArray)?.Count ?? 0;
            token = (string?)page["next_page_token"];
        }
        while (!string.IsNullOrEmpty(token));

        return count;
    }
}
