using System.Net;
using System.Text.Json;
using Tauro.Contracts.Events;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.TestServers;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.MetricRules;

public sealed class MetricRuleTests
{
    private const string Rules = "/api/v1/metric-rules";
    private const string Crossings =
        "type=tauro.metric.threshold_exceeded&type=tauro.metric.recovered";

    [Fact]
    public async Task What_either_API_logs_is_reported_when_it_meets_a_rule()
    {
        await using var service = new TrackingService();
        var run = await service.NewRun();
        var created = await Read<MetricRule>(
            await service.Post(Rules, new
            {
                experiment_id = run.ExperimentId, metric = "loss", type = "THRESHOLD", @operator = "ABOVE", value = 2,
                points = 2,
            }),
            HttpStatusCode.Created);

        await LogToMlflow(service, run, 3, 1);
        (await service.Post(
            $"/api/v1/runs/{run.RunId}/metrics", new { key = "loss", value = 4, step = 2 })).EnsureSuccessStatusCode();
        await LogToMlflow(service, run, 5, 3);
        await LogToMlflow(service, run, 1, 4);

        var page = await service.Get<EventPage>($"/api/v1/tracking/events?subject=runs/{run.RunId}&{Crossings}");
        Assert.Equal(
            ["tauro.metric.threshold_exceeded", "tauro.metric.recovered"], page.Items.Select(record => record.Type));
        Assert.Equal(2, page.Items[0].Data.GetProperty("step").GetInt64());
        Assert.Equal(created.RuleId, page.Items[0].Data.GetProperty("rule_id").GetString());
        Assert.Equal([created], (await service.Get<Page<MetricRule>>($"{Rules}?run_id={run.RunId}")).Items);
        Assert.Equal(created, await service.Get<MetricRule>($"{Rules}/{created.RuleId}"));
        Assert.Equal(
            HttpStatusCode.NoContent, (await service.Http.DeleteAsync($"{Rules}/{created.RuleId}")).StatusCode);
        await Refused(
            await service.Http.GetAsync($"{Rules}/{created.RuleId}"), HttpStatusCode.NotFound, "metric_rule_not_found");
    }

    [Fact]
    public async Task Silence_is_reported_without_any_request()
    {
        await using var service = TrackingService.With(("MetricRules:Interval", "00:00:00.050"));
        var run = await service.NewRun();
        await Read<MetricRule>(await service.Post(
            Rules, new { run_id = run.RunId, metric = "*", type = "NO_POINT", minutes = 1.0 / 60 }));

        await Eventually.True(
            async () => (await service.Get<EventPage>($"/api/v1/tracking/events?{Crossings}")).Items.Count == 1,
            "the silence is reported");
    }

    [Theory]
    [InlineData("""{"run_id": "RUN", "metric": "loss", "type": "THRESHOLD", "value": 1}""", "operator")]
    [InlineData("""{"run_id": "RUN", "metric": "*", "type": "NO_POINT", "minutes": 1e9}""", "minutes")]
    [InlineData("""{"metric": "*", "type": "NOT_FINITE"}""", "experiment_id")]
    public async Task A_malformed_rule_is_refused(string body, string named)
    {
        await using var service = new TrackingService();
        var run = await service.NewRun();

        var detail = await Refused(
            await service.Post(Rules, JsonElement.Parse(body.Replace("RUN", run.RunId))), HttpStatusCode.BadRequest,
            "invalid_metric_rule");

        Assert.Contains(named, detail);
    }

    [Fact]
    public async Task The_end_of_a_run_sums_up_what_it_logged()
    {
        await using var service = new TrackingService();
        var run = await service.NewRun();
        await LogToMlflow(service, run, 3, 7);
        await Read<JsonElement>(await service.Post(
            "/api/2.0/mlflow/runs/log-batch",
            new
            {
                run_id = run.RunId,
                @params = new[] { new { key = "a", value = "1" }, new { key = "b", value = "" } },
            }));
        await Read<JsonElement>(await service.Post(
            "/api/2.0/mlflow/runs/update", new { run_id = run.RunId, status = "FINISHED" }));

        var events = await service.Get<EventPage>($"/api/v1/tracking/events?subject=runs/{run.RunId}");
        Assert.Equal(
            ["tauro.run.started", "tauro.run.ended", "tauro.params.logged", "tauro.metrics.logged"],
            events.Items.Select(record => record.Type));
        Assert.Equal(
            new ParamsLogged(run.RunId, run.ExperimentId, 2), EventCatalog.Read(events.Items[2]));
        Assert.Equal(
            new MetricsLogged(run.RunId, run.ExperimentId, 1, 7), EventCatalog.Read(events.Items[3]));
    }

    private static async Task LogToMlflow(TrackingService service, Run run, double value, long step) =>
        await Read<JsonElement>(await service.Post(
            "/api/2.0/mlflow/runs/log-metric",
            new { run_id = run.RunId, key = "loss", value, step, timestamp = step }));
}
