using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Runs;

[Collection("service")]
public sealed class CompareTests(TrackingService service)
{
    [Fact]
    public async Task Metrics_and_params_are_aligned()
    {
        var (first, second) = await TwoRuns();
        var json = await service.Get<JsonElement>($"/api/v1/runs/compare?run_id={first.RunId}&run_id={second.RunId}");

        Assert.Equal([first.RunId, second.RunId],
            json.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("run_id").GetString()));
        Assert.Equal("""["0.1",null]""", json.GetProperty("params").GetProperty("lr").GetRawText());
        Assert.Equal("[0.9,0.8]", json.GetProperty("metrics").GetProperty("auc").GetRawText());
        Assert.Equal("""[null,"NaN"]""", json.GetProperty("metrics").GetProperty("loss").GetRawText());
        Assert.Equal(2.5, json.GetProperty("runs")[0].GetProperty("duration_seconds").GetDouble());

        var posted = await Read<JsonElement>(await service.Post("/api/v1/runs/compare",
            new { run_ids = new[] { first.RunId, second.RunId } }));
        Assert.Equal(json.GetRawText(), posted.GetRawText());
    }

    [Fact]
    public async Task A_comparison_is_returned_as_CSV_on_request()
    {
        var (first, second) = await TwoRuns();
        var address = $"/api/v1/runs/compare?run_id={first.RunId}&run_id={second.RunId}";
        var expected =
            "run_id,name,status,duration_seconds,param_formula,param_lr,param_negative,metric_auc,metric_loss\r\n" +
            $"{first.RunId},\"a, \"\"quoted\"\" name\",COMPLETED,2.5,\"'=SUM(A1,B1)\",0.1,-1,0.9,\r\n" +
            $"{second.RunId},plain,RUNNING,,,,,0.8,NaN\r\n";

        var asked = await service.Http.GetAsync($"{address}&format=csv");
        Assert.Equal("text/csv", asked.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await asked.Content.ReadAsStringAsync());

        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        Assert.Equal(expected, await (await service.Http.SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_invalid_comparison_is_refused()
    {
        var run = await service.NewRun();
        await Bad("", ProblemCodes.InvalidRequest);
        await Bad("?run_id=", ProblemCodes.InvalidRequest);
        await Bad($"?run_id={run.RunId}&run_id={run.RunId}", ProblemCodes.InvalidRequest);
        await Bad($"?run_id={run.RunId}&format=xlsx", ProblemCodes.InvalidRequest);
        var many = string.Join('&', Enumerable.Range(0, Limits.CompareRunsMax + 1).Select(i => $"run_id={i}"));
        await Bad($"?{many}", ProblemCodes.LimitExceeded);
        await Refused(await service.Http.GetAsync($"/api/v1/runs/compare?run_id={run.RunId}&run_id=missing"),
            HttpStatusCode.NotFound, ProblemCodes.RunNotFound);

        async Task Bad(string query, string code) => await Refused(
            await service.Http.GetAsync("/api/v1/runs/compare" + query), HttpStatusCode.BadRequest, code);
    }

    private async Task<(Run First, Run Second)> TwoRuns()
    {
        var experiment = await service.NewExperiment();
        var first = await Start(new NewRun(experiment.ExperimentId, "a, \"quoted\" name", StartTime: 1_000, Params:
            new Dictionary<string, string> { ["lr"] = "0.1", ["formula"] = "=SUM(A1,B1)", ["negative"] = "-1" }));
        var second = await Start(new NewRun(experiment.ExperimentId, "plain"));
        await Log(first, "auc", 0.9);
        await Log(second, "auc", 0.8);
        await Log(second, "loss", double.NaN);
        await service.Post($"/api/v1/runs/{first.RunId}/end", new { end_time = 3_500 });
        return (first, second);
    }

    private async Task<Run> Start(NewRun run) => await Read<Run>(await service.Post("/api/v1/runs", run));

    private async Task Log(Run run, string key, double value) => Assert.Equal(HttpStatusCode.NoContent,
        (await service.Post($"/api/v1/runs/{run.RunId}/metrics", new { key, value })).StatusCode);
}
