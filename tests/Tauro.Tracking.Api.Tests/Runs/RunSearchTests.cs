using System.Net;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Runs;

[Collection("service")]
public sealed class RunSearchTests(TrackingService service)
{
    [Fact]
    public async Task Params_are_compared_as_numbers_and_fields_of_the_parent_are_found()
    {
        var parent = await Start("parent", "0.001", "risk");
        var child = await Start("child", "1e-2", "none", parent);

        Assert.Equal(["parent"], await Find(parent, "params.lr < 0.01"));
        Assert.Equal(["child"], await Find(parent, "params.lr = 0.01 AND parent.tags.team = 'risk'"));
        Assert.Equal(["child"], await Find(parent, $"parent_run_id = '{parent.RunId}'"));
        Assert.Equal(["parent"], await Find(parent, "parent_run_id IS NULL"));
        Assert.Equal(
            ["child"], await Find(child, "min(metrics.loss) = 1 AND max(metrics.loss) = 3 AND name = 'child'"));
    }

    [Theory]
    [InlineData("params.lr < 0.1 AND colour = 'x'", 21)]
    [InlineData("metrics.a > 'x'", 13)]
    [InlineData("tags.a = 'x", 10)]
    [InlineData("mean(metrics.a) > 1", 1)]
    public async Task A_filter_that_is_not_understood_is_refused_with_its_position(string filter, int position)
    {
        foreach (var address in new[] { "search", "count", "aggregate", "export" })
        {
            var response = await service.Post($"/api/v1/runs/{address}", new { filter });
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(ProblemCodes.InvalidFilter, problem.GetProperty("code").GetString());
            Assert.Equal(position, problem.GetProperty("position").GetInt32());
        }

        var order = await service.Post("/api/v1/runs/search", new { order_by = new[] { "colour" } });
        Assert.DoesNotContain("\"position\"", await order.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("params.lr < 0.1")]
    [InlineData("number(params.lr) < 0.1")]
    [InlineData("min(metrics.loss) < 0.1")]
    [InlineData("attributes.duration > 1")]
    [InlineData("attributes.parent_run_id = 'x'")]
    [InlineData("parent.tags.team = 'x'")]
    public async Task MLflows_search_refuses_what_MLflow_refuses(string filter)
    {
        var response = await service.Post(
            "/api/2.0/mlflow/runs/search", new { experiment_ids = new[] { "0" }, filter });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("INVALID_PARAMETER_VALUE", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_experiments_all_are_searched()
    {
        var (first, second) = (await Start("one", "7", "everywhere"), await Start("two", "7", "everywhere"));
        Assert.NotEqual(first.ExperimentId, second.ExperimentId);

        foreach (object body in new object[]
        {
            new { filter = "tags.team = 'everywhere'" },
            new { filter = "tags.team = 'everywhere'", experiment_ids = Array.Empty<string>() },
        })
        {
            var found = await Read<Page<Run>>(await service.Post("/api/v1/runs/search", body));
            Assert.Equal(["one", "two"], found.Items.Select(run => run.Name).Order());
        }
    }

    [Fact]
    public async Task Only_the_selected_fields_are_returned()
    {
        var run = await Start("small", "1", "x");

        var posted = (await Read<Page<Run>>(await service.Post("/api/v1/runs/search", new
        {
            experiment_ids = new[] { run.ExperimentId }, fields = new[] { "attributes", "metrics.l*" },
        }))).Items.Single();
        Assert.Equal(["loss"], posted.Metrics.Keys);
        Assert.Empty(posted.Params);
        var listed = (await service.Get<Page<Run>>(
            $"/api/v1/runs?experiment_id={run.ExperimentId}&fields=params.lr&fields=tags.team")).Items.Single();
        Assert.Equal(("1", "x", 0), (listed.Params["lr"], listed.Tags["team"], listed.Metrics.Count));

        foreach (var fields in new string?[]?[] { ["colour"], [null] })
        {
            await Refused(
                await service.Post("/api/v1/runs/search", new { fields }), HttpStatusCode.BadRequest,
                ProblemCodes.InvalidRequest);
        }
    }

    [Fact]
    public async Task Runs_are_counted_and_grouped()
    {
        var run = await Start("a", "0.1", "risk");
        var second = await Read<Run>(await service.Post("/api/v1/runs", new NewRun(run.ExperimentId, "b")));
        object[] experiments = [run.ExperimentId.Value];

        var count = await Read<RunCount>(await service.Post(
            "/api/v1/runs/count", new { experiment_ids = experiments, filter = "tags.team = 'risk'" }));
        Assert.Equal(1, count.Count);

        var groups = await Read<JsonElement>(await service.Post("/api/v1/runs/aggregate", new
        {
            experiment_ids = experiments,
            group_by = new[] { "tags.team" },
            values = new[] { "metrics.loss", "duration" },
            order_by = new { by = "MEAN", value = "metrics.loss", descending = false },
        }));
        Assert.Equal(
            """
            {"groups":[{"key":["risk"],"count":1,"values":{"metrics.loss":{"count":1,"min":2,"max":2,"mean":2},
            "duration":{"count":0}}},
            {"key":[null],"count":1,"values":{"metrics.loss":{"count":0},"duration":{"count":0}}}],
            "total_groups":2,"total_count":2}
            """.ReplaceLineEndings(""),
            groups.GetRawText());
        Assert.NotEqual(run.RunId, second.RunId);
    }

    [Theory]
    [InlineData("""{"group_by": ["metrics.loss"]}""", "invalid_filter", "group by a param")]
    [InlineData("""{"group_by": ["dataset.name"]}""", "invalid_filter", "has many values")]
    [InlineData("""{"group_by": ["status", "status"]}""", "invalid_filter", "given twice")]
    [InlineData("""{"group_by": ["colour"]}""", "invalid_filter", "Invalid attribute key 'colour'")]
    [InlineData("""{"group_by": ["status = 'x'"]}""", "invalid_filter", "expected the end")]
    [InlineData("""{"group_by": [""]}""", "invalid_filter", "expected a field")]
    [InlineData("""{"values": ["params.lr"]}""", "invalid_filter", "it is a string; aggregate a metric")]
    [InlineData("""{"order_by": {"by": "MEAN"}}""", "invalid_request", "is not one of values")]
    [InlineData("""{"order_by": {"by": "MAX", "value": "x"}, "values": ["duration"]}""", "invalid_request", "'x'")]
    [InlineData("""{"max_results": 10001}""", "limit_exceeded", "give 1 to 10000 groups")]
    [InlineData("""{"max_results": 0}""", "limit_exceeded", "give 1 to 10000 groups")]
    [InlineData("""{"group_by": ["tags.a","tags.b","tags.c","tags.d","tags.e","tags.f"]}""", "limit_exceeded", "5")]
    [InlineData("""{"group_by": [null]}""", "invalid_request", "contains a null")]
    public async Task An_invalid_aggregation_is_refused(string body, string code, string message) => Assert.Contains(
        message,
        await Refused(
            await service.Post("/api/v1/runs/aggregate", JsonDocument.Parse(body).RootElement),
            HttpStatusCode.BadRequest, code));

    private async Task<string[]> Find(Run run, string filter) =>
    [
        .. (await Read<Page<Run>>(await service.Post(
            "/api/v1/runs/search", new { experiment_ids = new[] { run.ExperimentId }, filter })))
            .Items.Select(found => found.Name).Order(),
    ];

    private async Task<Run> Start(string name, string lr, string team, Run? parent = null)
    {
        var experiment = parent?.ExperimentId ?? (await service.NewExperiment()).ExperimentId;
        var run = await Read<Run>(await service.Post("/api/v1/runs", new NewRun(
            experiment, name, ParentRunId: parent?.RunId,
            Params: new Dictionary<string, string> { ["lr"] = lr },
            Tags: new Dictionary<string, string> { ["team"] = team })));
        foreach (var (step, value) in new[] { (1, 3), (2, 1), (3, 2) })
            await service.Post($"/api/v1/runs/{run.RunId}/metrics", new { key = "loss", value, step });
        return run;
    }
}
