using System.Net;
using System.Net.Http.Headers;
using Tauro.Contracts;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Runs;

[Collection("service")]
public sealed class ExportTests(TrackingService service)
{
    [Fact]
    public async Task All_runs_that_match_are_exported_as_CSV_with_cells_that_are_no_formulas()
    {
        var experiment = await service.NewExperiment();
        var run = await Start(experiment.ExperimentId, "=cmd|' /C calc'!A0", new()
        {
            ["at"] = "@SUM(1)", ["minus"] = "-1+2", ["number"] = "-1", ["plus"] = "+x", ["tab"] = "\t=1",
            ["quote"] = "a\"b", ["blank"] = " =1", ["wide"] = "＝1",
        });
        var other = await Start(experiment.ExperimentId, "plain", []);
        await service.Post($"/api/v1/runs/{other.RunId}/metrics", new { key = "val/loss", value = -0.5 });
        await service.Post($"/api/v1/runs/{other.RunId}/end", new { end_time = other.StartTime + 1_500 });

        var csv = await service.Http.GetAsync(
            $"/api/v1/runs/export?experiment_id={experiment.ExperimentId}&order_by=name&filter=name != 'x'");

        Assert.Equal("text/csv; charset=utf-8", csv.Content.Headers.ContentType?.ToString());
        Assert.Equal("runs.csv", csv.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal(
            "run_id,name,status,duration_seconds,experiment_id,parent_run_id,user_id,start_time,end_time,"
            + "param_at,param_blank,param_minus,param_number,param_plus,param_quote,param_tab,param_wide,"
            + "metric_val/loss\r\n"
            + $"{run.RunId},'=cmd|' /C calc'!A0,RUNNING,,{experiment.ExperimentId},,,{run.StartTime},,"
            + "'@SUM(1),' =1,'-1+2,-1,'+x,\"a\"\"b\",'\t=1,'＝1,\r\n"
            + $"{other.RunId},plain,COMPLETED,1.5,{experiment.ExperimentId},,,{other.StartTime},"
            + $"{other.StartTime + 1_500},,,,,,,,,-0.5\r\n",
            await csv.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task DuckDB_reads_an_export_of_more_runs_than_a_page_or_a_row_group_has()
    {
        var experiment = await service.NewExperiment();
        const int Count = 2_300;
        for (var first = 0; first < Count; first += 100)
        {
            await Task.WhenAll(Enumerable.Range(first, 100).Select(async i =>
            {
                var run = await Start(experiment.ExperimentId, $"run {i} 😀", Enumerable.Range(0, i % 3 == 0 ? 100 : 1)
                    .ToDictionary(key => $"p.{key}", key => $"{i}"));
                await service.Post(
                    $"/api/v1/runs/{run.RunId}/metrics",
                    new { key = "loss", value = i % 7 == 0 ? double.NaN : i / 2.0 });
            }));
        }

        var parquet = await Parquet(new { experiment_ids = new[] { experiment.ExperimentId } });

        Assert.Equal(
            [[2_300L, 2_300L, 767L, 329L]],
            DuckDb.Query(parquet, "select count(*), count(distinct run_id), count(\"param_p.99\"), "
                + "count(*) filter (isnan(metric_loss)) from {file}"));
        Assert.Equal(
            [["run 1200 😀", "1200", 600.0, experiment.ExperimentId.Value]],
            DuckDb.Query(parquet, "select name, \"param_p.0\", metric_loss, experiment_id from {file} "
                + "where name = 'run 1200 😀'"));
        Assert.Equal([[1_971L]], DuckDb.Query(parquet, "select count(*) from {file} where isfinite(metric_loss)"));
        Assert.Equal(
            ["VARCHAR", "DOUBLE", "BIGINT"],
            DuckDb.Query(
                parquet, "select typeof(name), typeof(duration_seconds), typeof(start_time) from {file} limit 1")[0]);
    }

    [Fact]
    public async Task An_export_without_runs_has_columns_and_no_rows()
    {
        var parquet = await Parquet(new { filter = "name = 'there is none'" });

        Assert.Equal([[0L]], DuckDb.Query(parquet, "select count(*) from {file}"));
        Assert.Equal(9, DuckDb.Query(parquet, "describe select * from {file}").Count);
    }

    [Fact]
    public async Task The_keys_of_an_export_are_limited_and_can_be_selected()
    {
        var experiment = await service.NewExperiment();
        for (var i = 0; i < 11; i++)
        {
            await Start(experiment.ExperimentId, $"{i}", Enumerable.Range(0, 1_000)
                .ToDictionary(key => $"p{i}_{key}", _ => "1"));
        }

        var body = new { experiment_ids = new[] { experiment.ExperimentId } };
        Assert.Contains("Select some with fields", await Refused(
            await service.Post("/api/v1/runs/export", body), HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded));
        var parquet = await Parquet(new { body.experiment_ids, fields = new[] { "params.p1_1?" } });
        Assert.Equal(9 + 10, DuckDb.Query(parquet, "describe select * from {file}").Count);
    }

    [Fact]
    public async Task Another_format_is_refused() => Assert.Contains("use csv or parquet", await Refused(
        await service.Post("/api/v1/runs/export?format=xlsx"), HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest));

    private async Task<byte[]> Parquet(object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/runs/export")
        {
            Content = System.Net.Http.Json.JsonContent.Create(body, options: Contracts.Json.TauroJson.Options),
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.apache.parquet"));
        var response = await service.Http.SendAsync(request);
        Assert.Equal("application/vnd.apache.parquet", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task<Run> Start(
        Contracts.Ids.ExperimentId experiment, string name, Dictionary<string, string> parameters) => await Read<Run>(
            await service.Post("/api/v1/runs", new NewRun(experiment, name, Params: parameters)));
}
