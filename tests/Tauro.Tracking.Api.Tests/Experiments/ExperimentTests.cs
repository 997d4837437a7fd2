using System.Net;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Experiments;

[Collection("service")]
public sealed class ExperimentTests(TrackingService service)
{
    [Fact]
    public async Task An_experiment_is_created_and_read_by_id_and_by_name()
    {
        var response = await service.Post("/api/v1/experiments", new NewExperiment(
            "tuning / v1", "To find a rate", new Dictionary<string, string> { ["team"] = "ml" }));
        var created = await Read<Experiment>(response, HttpStatusCode.Created);

        Assert.Equal($"/api/v1/experiments/{created.ExperimentId}", response.Headers.Location?.OriginalString);
        Assert.Equal(("To find a rate", "ml"), (created.Description, created.Tags["team"]));
        Assert.Equal("tuning / v1", (await service.Get<Experiment>(response.Headers.Location!.OriginalString)).Name);
        var byName = await service.Get<Experiment>("/api/v1/experiments/by-name?name=tuning%20%2F%20v1");
        Assert.Equal(created.ExperimentId, byName.ExperimentId);
    }

    [Fact]
    public async Task A_taken_name_conflicts()
    {
        await service.NewExperiment("taken");
        await Refused(await service.Post("/api/v1/experiments", new NewExperiment("taken")),
            HttpStatusCode.Conflict, ProblemCodes.ExperimentNameTaken);
    }

    [Fact]
    public async Task An_experiment_is_updated_deleted_and_restored()
    {
        var address = $"/api/v1/experiments/{(await service.NewExperiment()).ExperimentId}";
        var updated = await Read<Experiment>(await service.Patch(address, new
        {
            name = "renamed experiment", description = "better", tags = new Dictionary<string, string?> { ["a"] = "1" },
        }));
        Assert.Equal(("renamed experiment", "better", "1"), (updated.Name, updated.Description, updated.Tags["a"]));

        var deleted = await Read<Experiment>(await service.Http.DeleteAsync(address));
        Assert.Equal(LifecycleStage.Deleted, deleted.LifecycleStage);
        await Refused(await service.Http.DeleteAsync(address),
            HttpStatusCode.NotFound, ProblemCodes.ExperimentNotFound);
        await Refused(await service.Post("/api/v1/runs", new NewRun(updated.ExperimentId)),
            HttpStatusCode.Conflict, ProblemCodes.ExperimentDeleted);
        var restored = await Read<Experiment>(await service.Post($"{address}/restore"));
        Assert.Equal(LifecycleStage.Active, restored.LifecycleStage);
    }

    [Fact]
    public async Task Experiments_are_filtered_ordered_and_paged_by_query_and_by_body()
    {
        foreach (var name in new[] { "paged a", "paged b", "paged c" }) await service.NewExperiment(name);
        const string Query = "?filter=name%20LIKE%20'paged%25'&order_by=name%20DESC&max_results=2";

        var first = await service.Get<Page<Experiment>>("/api/v1/experiments" + Query);
        Assert.Equal(["paged c", "paged b"], first.Items.Select(e => e.Name));
        var second = await service.Get<Page<Experiment>>(
            $"/api/v1/experiments{Query}&page_token={Uri.EscapeDataString(first.NextPageToken!)}");
        Assert.Equal(["paged a"], second.Items.Select(e => e.Name));
        Assert.Null(second.NextPageToken);

        var searched = await Read<Page<Experiment>>(await service.Post("/api/v1/experiments/search", new
        {
            filter = "name LIKE 'paged%'", order_by = new[] { "name" }, view = "ALL",
        }));
        Assert.Equal(["paged a", "paged b", "paged c"], searched.Items.Select(e => e.Name));
    }

    [Theory]
    [InlineData("?filter=nonsense", ProblemCodes.InvalidFilter)]
    [InlineData("?order_by=name%20SIDEWAYS", ProblemCodes.InvalidFilter)]
    [InlineData("?view=SOME", ProblemCodes.InvalidRequest)]
    [InlineData("?max_results=many", ProblemCodes.InvalidRequest)]
    [InlineData("?max_results=50001", ProblemCodes.LimitExceeded)]
    [InlineData("?page_token=!!", ProblemCodes.InvalidPageToken)]
    public async Task An_invalid_search_is_refused(string query, string code) =>
        await Refused(await service.Http.GetAsync("/api/v1/experiments" + query), HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task The_default_experiment_cannot_be_deleted() => Assert.Equal(
        HttpStatusCode.Conflict, (await service.Http.DeleteAsync("/api/v1/experiments/0")).StatusCode);
}
