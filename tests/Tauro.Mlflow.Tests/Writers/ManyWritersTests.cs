using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Writers;

/// <summary>A hundred concurrent clients. A point is identified by run, key, timestamp, step and value.</summary>
[Collection("suite")]
public sealed class ManyWritersTests(Suite suite)
{
    private const int Writers = 100;
    private const int BatchesEach = 5;
    private const int PointsEach = 20;

    [Fact]
    public async Task A_hundred_writers_on_one_run_neither_lose_repeat_nor_misorder_points()
    {
        var run = await suite.CreateRun();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Write(run, writer)));

        var due = Enumerable.Range(0, Writers).SelectMany(PointsOf).Order().ToList();
        Assert.Equal(due, await History(run));
        var latest = (await suite.Run(run)).GetProperty("data").GetProperty("metrics")[0];
        Assert.Equal(due.Max(point => point.Step), latest.GetProperty("step").GetInt64());
    }

    [Fact]
    public async Task A_hundred_writers_on_a_hundred_runs_get_only_their_own_points()
    {
        var experiment = await suite.CreateExperiment();
        var runs = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => suite.CreateRun(experiment)));
        Assert.Equal(Writers, runs.Distinct().Count());
        await Task.WhenAll(runs.Select((run, writer) => Write(run, writer)));

        foreach (var (writer, run) in runs.Index())
            Assert.Equal(PointsOf(writer).Order(), await History(run));
    }

    [Fact]
    public async Task The_same_points_from_a_hundred_writers_are_stored_once()
    {
        var run = await suite.CreateRun();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Write(run, writer: 7)));

        Assert.Equal(PointsOf(7).Order(), await History(run));
    }

    [Fact]
    public async Task Only_one_of_a_hundred_writers_of_a_param_succeeds()
    {
        var run = await suite.CreateRun();
        var results = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => suite.Request(
            "runs/log-parameter", new { run_id = run, key = "seed", value = $"{writer}" })));

        Assert.Single(results, result => (int)result.Status == 200);
        Assert.All(results.Where(result => (int)result.Status != 200), result =>
        {
            Assert.Equal(400, (int)result.Status);
            Assert.Contains("Changing param values is not allowed", result.Body);
        });
    }

    /// <summary>Logs half of the points by log-batch, each batch twice, and half one by one.</summary>
    private async Task Write(string run, int writer)
    {
        foreach (var batch in PointsOf(writer).Chunk(PointsEach))
        {
            var metrics = batch.Select(point => new
            {
                key = "loss", value = point.Value, timestamp = point.Timestamp, step = point.Step,
            });
            if (writer % 2 == 0)
                for (var time = 0; time < 2; time++) await suite.Call("runs/log-batch", new { run_id = run, metrics });
            else
                foreach (var item in metrics)
                    await suite.Call(
                        "runs/log-metric", new { run_id = run, item.key, item.value, item.timestamp, item.step });
        }
    }

    // Writers share timestamps, and neighbours share steps: only all fields together distinguish the points.
    private static IEnumerable<(long Timestamp, long Step, double Value)> PointsOf(int writer) =>
        Enumerable.Range(0, BatchesEach * PointsEach).Select(i => (1_000L + i, (long)(writer / 2 + i), writer + 0.5));

    private async Task<List<(long Timestamp, long Step, double Value)>> History(string run)
    {
        var points = new List<(long, long, double)>();
        string? token = null;
        do
        {
            var page = await suite.Call(
                $"metrics/get-history?run_id={run}&metric_key=loss&max_results=999"
                + (token is null ? "" : $"&page_token={Uri.EscapeDataString(token)}"));
            points.AddRange(page.GetProperty("metrics").EnumerateArray().Select(point => (
                point.GetProperty("timestamp").GetInt64(), point.GetProperty("step").GetInt64(),
                point.GetProperty("value").GetDouble())));
            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
        }
        while (!string.IsNullOrEmpty(token));

        return points;
    }
}
