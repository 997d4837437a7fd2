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
        var experiment = first.ExperimentId;
        var expected =
            "run_id,name,status,duration_seconds,experiment_id,parent_run_id,user_id,start_time,end_time," +
            "param_formula,param_lr,param_negative,metric_auc,metric_loss\r\n" +
            $"{first.RunId},\"a, \"\"quoted\"\" name\",COMPLETED,2.5,{experiment},,,1000,3500," +
            "\"'=SUM(A1,B1)\",0.1,-1,0.9,\r\n" +
            $"{second.RunId},plain,RUNNING,,{experiment},,,{second.StartTime},,,,,0.8,NaN\r\n";

        var asked = await service.Http.GetAsync($"{address}&format=csv");
        Assert.Equal("text/csv", asked.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, await asked.Content.ReadAsStringAsync());

        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        Assert.Equal(expected, await (await service.Http.SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Only_differences_are_compared_on_request()
    {
        var experiment = await service.NewExperiment();
        var first = await Start(Described("a"));
        var second = await Start(Described("b"));
        foreach (var run in new[] { first, second })
        {
            await Log(run, "same", double.NaN);
            await Log(run, "other", run == first ? 1 : 2);
        }

        var all = await Compare(new { run_ids = new[] { first.RunId, second.RunId } });
        Assert.Equal(["batch", "lr"], all.Params.Keys);
        Assert.Equal(["other", "same"], all.Metrics.Keys);
        Assert.Equal(["owner", "team"], all.Tags.Keys);
        var differences = await Compare(new { run_ids = new[] { first.RunId, second.RunId }, differences_only = true });
        Assert.Equal(["a", "b"], differences.Params["lr"]);
        Assert.Equal(["lr"], differences.Params.Keys);
        Assert.Equal(["other"], differences.Metrics.Keys);
        Assert.Equal(["owner"], differences.Tags.Keys);
        Assert.Null(differences.Series);

        NewRun Described(string value) => new(
            experiment.ExperimentId, value,
            Params: new Dictionary<string, string> { ["lr"] = value, ["batch"] = "8" },
            Tags: new Dictionary<string, string> { ["team"] = "risk", ["owner"] = value });
    }

    [Fact]
    public async Task Metrics_are_aligned_by_step_with_null_where_a_run_has_no_value()
    {
        var experiment = await service.NewExperiment();
        var first = await Start(new NewRun(experiment.ExperimentId));
        var second = await Start(new NewRun(experiment.ExperimentId));
        await LogSteps(first, (-1, 5), (2, 4), (2, 3), (10, double.NaN));
        await LogSteps(second, (2, 1), (7, 2));
        object body = new { run_ids = new[] { first.RunId, second.RunId }, align = "STEP" };

        var loss = (await Compare(body)).Series!["loss"];

        Assert.Equal([-1, 2, 7, 10], loss.Steps);
        Assert.Equal([5, 4, null, double.NaN], loss.Values[0]);
        Assert.Equal([null, 1, 2, null], loss.Values[1]);
        Assert.Equal(1, loss.StepsPerRow);

        var csv = await service.Post("/api/v1/runs/compare?format=csv", body);
        Assert.Equal(
            $"metric,step,{first.RunId},{second.RunId}\r\nloss,-1,5,\r\nloss,2,4,1\r\nloss,7,,2\r\nloss,10,NaN,\r\n",
            await csv.Content.ReadAsStringAsync());
        var parquet = await service.Post("/api/v1/runs/compare?format=parquet", body);
        Assert.Equal(
            [[-1L, 5.0, null], [2L, 4.0, 1.0], [7L, null, 2.0], [10L, double.NaN, null]],
            DuckDb.Query(
                await parquet.Content.ReadAsByteArrayAsync(), "select * exclude (metric) from {file} order by step"));
    }

    [Fact]
    public async Task Long_histories_are_aligned_in_ranges_of_steps_that_end_with_the_exact_last_value()
    {
        var experiment = await service.NewExperiment();
        var first = await Start(new NewRun(experiment.ExperimentId));
        var second = await Start(new NewRun(experiment.ExperimentId));
        await LogSteps(first, [.. Enumerable.Range(0, 5_000).Select(step => (step, Math.Sin(step)))]);
        await LogSteps(second, [.. Enumerable.Range(0, 300).Select(i => (i * 10, (double)i))]);

        var loss = (await Compare(new
        {
            run_ids = new[] { first.RunId, second.RunId }, align = "STEP", max_points = 50,
        })).Series!["loss"];

        Assert.InRange(loss.Steps.Count, 20, 50);
        Assert.Equal(128, loss.StepsPerRow);
        for (var row = 0; row < loss.Steps.Count; row++)
        {
            Assert.Equal(row * 128, loss.Steps[row]);
            Assert.Equal(Math.Sin(Math.Min(4_999, (row * 128) + 127)), loss.Values[0][row]);
            double? last = row * 128 > 2_990 ? null : Math.Min(299, ((row * 128) + 127) / 10);
            Assert.Equal(last, loss.Values[1][row]);
        }
    }

    [Fact]
    public async Task A_thousand_runs_are_compared_and_more_histories_are_refused()
    {
        var experiment = await service.NewExperiment();
        var ids = new List<string>();
        for (var i = 0; i < Limits.CompareRunsMax; i++)
        {
            var run = await Start(new NewRun(experiment.ExperimentId));
            ids.Add(run.RunId);
            if (i >= 2) continue;
            await LogSteps(run, (1, i));
            await Log(run, "acc", i);
        }

        var compared = await Compare(new { run_ids = ids });
        Assert.Equal((1_000, 1_000), (compared.Runs.Count, compared.Metrics["loss"].Count));
        var loss = await Compare(new { run_ids = ids, align = "STEP", metrics = new[] { "loss" } });
        Assert.Equal([0, 1], loss.Series!["loss"].Values.Select(run => run[0]).OfType<double>());
        Assert.Equal(["loss"], loss.Metrics.Keys);
        Assert.Contains("Name the metrics", await Refused(
            await service.Post("/api/v1/runs/compare", new { run_ids = ids, align = "STEP" }),
            HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded));
        Assert.Contains("4000 values for each of 1000 histories", await Refused(
            await service.Post("/api/v1/runs/compare", new
            {
                run_ids = ids, align = "STEP", metrics = new[] { "loss" }, max_points = 4_000,
            }),
            HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded));
    }

    [Fact]
    public async Task Of_metrics_by_step_those_with_the_same_history_are_no_difference()
    {
        var experiment = await service.NewExperiment();
        var first = await Start(new NewRun(experiment.ExperimentId));
        var second = await Start(new NewRun(experiment.ExperimentId));
        await LogSteps(first, (1, 5), (2, 1));
        await LogSteps(second, (1, 4), (2, 1));
        foreach (var run in new[] { first, second }) await Log(run, "same", double.NaN, step: 3);

        var compared = await Compare(new
        {
            run_ids = new[] { first.RunId, second.RunId }, align = "STEP", differences_only = true,
        });

        Assert.Equal(["loss"], compared.Series!.Keys);
        Assert.Equal(["loss"], compared.Metrics.Keys);
        Assert.Equal([1.0, 1.0], compared.Metrics["loss"]);
    }

    [Fact]
    public async Task Only_the_metrics_to_compare_count_against_the_limits()
    {
        var experiment = await service.NewExperiment();
        var ids = new List<string>();
        for (var i = 0; i < 250; i++)
        {
            var run = await Start(new NewRun(experiment.ExperimentId));
            ids.Add(run.RunId);
            if (i >= 9) continue;
            await service.Post($"/api/v1/runs/{run.RunId}/batch", new
            {
                metrics = Enumerable.Range(0, 1_000).Select(
                    key => new { key = $"m{i}_{key}", value = 1, step = 1, timestamp = 1 }),
            });
        }

        Assert.Contains("Name the metrics", await Refused(
            await service.Post("/api/v1/runs/compare", new { run_ids = ids }),
            HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded));
        Assert.Equal(
            ["m3_7"], (await Compare(new { run_ids = ids, metrics = new[] { "m3_7", "m3_7" } })).Metrics.Keys);
    }

    [Fact]
    public async Task Runs_with_too_many_bytes_are_not_compared()
    {
        var experiment = await service.NewExperiment();
        var ids = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            // 6 MB each, so that together they are larger than the limit.
            ids.Add((await Start(new NewRun(experiment.ExperimentId, Params: Enumerable.Range(0, 1_000)
                .ToDictionary(key => $"p{key}", _ => new string('x', Limits.ParamValueLengthMax))))).RunId);
        }

        Assert.Contains("bytes, the limit of a comparison", await Refused(
            await service.Post("/api/v1/runs/compare", new { run_ids = ids }),
            HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded));
        Assert.Equal(1_000, (await Compare(new { run_ids = ids[..2] })).Params.Count);
    }

    [Fact]
    public async Task An_invalid_comparison_is_refused()
    {
        var run = await service.NewRun();
        await Bad("", ProblemCodes.InvalidRequest);
        await Bad("?run_id=", ProblemCodes.InvalidRequest);
        await Bad($"?run_id={run.RunId}&run_id={run.RunId}", ProblemCodes.InvalidRequest);
        await Bad($"?run_id={run.RunId}&format=xlsx", ProblemCodes.InvalidRequest);
        await Refused(
            await service.Post("/api/v1/runs/compare", new
            {
                run_ids = new[] { run.RunId },
                metrics = Enumerable.Range(0, Limits.ComparedMetricsMax + 1).Select(i => $"{i}"),
            }),
            HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded);
        var many = Enumerable.Range(0, Limits.CompareRunsMax + 1).Select(i => $"{i}");
        await Refused(await service.Post("/api/v1/runs/compare", new { run_ids = many }),
            HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded);
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

    private async Task<RunComparison> Compare(object body) =>
        await Read<RunComparison>(await service.Post("/api/v1/runs/compare", body));

    private async Task LogSteps(Run run, params (int Step, double Value)[] points) => await service.Post(
        $"/api/v1/runs/{run.RunId}/batch",
        new
        {
            metrics = points.Select(
                point => new { key = "loss", value = point.Value, step = point.Step, timestamp = 1 }),
        });

    private async Task<Run> Start(NewRun run) => await Read<Run>(await service.Post("/api/v1/runs", run));

    private async Task Log(Run run, string key, double value, int step = 0) => Assert.Equal(HttpStatusCode.NoContent,
        (await service.Post($"/api/v1/runs/{run.RunId}/metrics", new { key, value, step })).StatusCode);
}
