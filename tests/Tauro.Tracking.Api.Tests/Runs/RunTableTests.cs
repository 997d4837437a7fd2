using System.Net;
using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Runs;

[Collection("service")]
public sealed class RunTableTests(TrackingService service)
{
    [Fact]
    public async Task Runs_are_columns_in_the_order_of_the_search()
    {
        var experiment = (await service.NewExperiment()).ExperimentId;
        await Start(experiment, "slow", "0.5", double.NaN);
        await Start(experiment, "fast", null, 2);

        var table = await Tabulate(new RunsToTabulate(
            [experiment], OrderBy: ["name"], Fields: ["attributes", "params.lr", "metrics.loss"]));

        Assert.Equal(2, table.TotalCount);
        Assert.Equal(["fast", "slow"], table.Attributes!.Names);
        Assert.Equal([null, "0.5"], table.Params["lr"]);
        Assert.Equal([2, double.NaN], table.Metrics["loss"].Select(value => value!.Value));
        Assert.Empty(table.Tags);
    }

    [Fact]
    public async Task A_table_of_some_columns_has_no_attributes_and_no_more_runs_than_requested()
    {
        var experiment = (await service.NewExperiment()).ExperimentId;
        await Start(experiment, "a", "1", 1);
        await Start(experiment, "b", "2", 2);

        var table = await Tabulate(new RunsToTabulate(
            [experiment], OrderBy: ["name"], Fields: ["params.lr"], MaxResults: 1));

        Assert.Null(table.Attributes);
        Assert.Equal(["1"], Assert.Single(table.Params).Value);
        Assert.Equal((1, 2), (table.RunIds.Count, table.TotalCount));
    }

    [Theory]
    [InlineData("""{"max_results":0}"""), InlineData("""{"max_results":10001}""")]
    [InlineData("""{"fields":["colour"]}"""), InlineData("""{"filter":"metrics.a > 'x'"}""")]
    public async Task A_table_that_cannot_be_made_is_refused(string body)
    {
        var response = await service.Post("/api/v1/runs/table", JsonDocument.Parse(body).RootElement);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_keys_of_runs_are_counted_with_their_different_values()
    {
        var experiment = (await service.NewExperiment()).ExperimentId;
        await Start(experiment, "a", "adam", 1);
        await Start(experiment, "b", "0.1", 1);
        await Start(experiment, "c", null, 2);

        var response = await service.Post("/api/v1/runs/keys", new RunsToCount([experiment]));
        var keys = await Read<RunKeys>(response);

        Assert.Equal((3, 3, true), (keys.RunCount, keys.TotalCount, keys.IsComplete));
        Assert.Equal(
            [new("metrics.loss", 3, 2, true), new("params.lr", 2, 2, false)], keys.Keys);
    }

    private async Task Start(ExperimentId experiment, string name, string? lr, double loss)
    {
        var run = await Read<Run>(await service.Post("/api/v1/runs", new NewRun(
            experiment, name, Params: lr is null ? null : new Dictionary<string, string> { ["lr"] = lr })));
        var logged = await service.Post($"/api/v1/runs/{run.RunId}/metrics", new LoggedPoint("loss", loss));
        Assert.True(logged.IsSuccessStatusCode);
    }

    private async Task<TabulatedRuns> Tabulate(RunsToTabulate request) =>
        await Read<TabulatedRuns>(await service.Post("/api/v1/runs/table", request));
}
