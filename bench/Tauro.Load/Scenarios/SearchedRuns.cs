using System.Net;
using System.Text.Json.Nodes;

namespace Tauro.Load.Scenarios;

/// <summary>
/// The experiment that is searched: runs with 5 params, 5 metrics and 3 tags each, the same on every server. It is
/// created once and then found by its name; a tag marks it as complete.
/// </summary>
public static class SearchedRuns
{
    private const int Writers = 8;
    private const int ReportEvery = 10_000;
    private const string Complete = "complete";
    private const long FirstStart = 1_700_000_000_000;
    private static readonly string[] Rates = ["0.1", "0.01", "0.001", "0.0001"];
    private static readonly string[] Metrics = ["acc", "loss", "f1", "auc", "time"];

    public static Task<string> GetExperiment(TestBed bed) => bed.Once("searched runs", () => FindOrMake(bed));

    /// <summary>The accuracies of the runs that match the scenario's filter.</summary>
    public static IEnumerable<double> Matching(int runs) => Enumerable.Range(0, runs)
        .Where(run => RateOf(run) == "0.01").Select(run => ValueOf(run, 1)).Where(accuracy => accuracy > 0.9);

    private static async Task<string> FindOrMake(TestBed bed)
    {
        var name = $"load-search-{bed.Options.SearchRuns}";
        try
        {
            var found = (await bed.Server.GetJson($"experiments/get-by-name?experiment_name={name}"))["experiment"]!;
            return found["tags"] is JsonArray tags && tags.Any(tag => (string?)tag!["key"] == Complete)
                ? (string)found["experiment_id"]!
                : throw new InvalidDataException($"{name} exists but is not complete: start with an empty server.");
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return await Make(bed, name);
        }
    }

    private static async Task<string> Make(TestBed bed, string name)
    {
        var experiment = await bed.Server.NewExperiment(name);
        var made = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, bed.Options.SearchRuns), new ParallelOptions { MaxDegreeOfParallelism = Writers },
            async (run, _) =>
            {
                await Make(bed.Server, experiment, run);
                if (Interlocked.Increment(ref made) % ReportEvery == 0) Console.Error.WriteLine($"  {made} runs");
            });
        await bed.Server.Post(
            "experiments/set-experiment-tag", new { experiment_id = experiment, key = Complete, value = "1" });
        return experiment;
    }

    private static async Task Make(MlflowServer server, string experiment, int run)
    {
        var created = await server.PostJson("runs/create", new
        {
            experiment_id = experiment, start_time = FirstStart + (run * 1000L), run_name = $"run-{run}",
            tags = Pairs(("team", $"t{run % 7}"), ("stage", run % 2 == 0 ? "dev" : "prod"), ("idx", $"{run}")),
        });
        await server.Post("runs/log-batch", new
        {
            run_id = (string)created["run"]!["info"]!["run_id"]!,
            metrics = Metrics.Select((key, i) =>
                new { key, value = ValueOf(run, i + 1), timestamp = FirstStart + run, step = 1 }),
            @params = Pairs(
                ("lr", RateOf(run)), ("depth", $"{run % 10}"), ("opt", run % 3 == 0 ? "sgd" : "adam"),
                ("bs", $"{16 << (run % 4)}"), ("seed", $"{run}")),
        });
    }

    private static IEnumerable<object> Pairs(params (string Key, string Value)[] pairs) =>
        pairs.Select(pair => new { key = pair.Key, value = pair.Value });

    private static string RateOf(int run) => Rates[run % Rates.Length];

    /// <summary>A uniform value between 0 and 1, by the mixing steps of MurmurHash3's finalizer.</summary>
    private static double ValueOf(int run, int metric)
    {
        var hash = (uint)run * 2654435761u + (uint)metric * 40503u;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6Bu;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35u;
        return (hash ^ (hash >> 16)) / 4294967296.0;
    }
}
