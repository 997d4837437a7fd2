using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tauro.Tracking.Api.Tests.Datasets;

[Collection("service")]
public sealed class DatasetTests(TrackingService service)
{
    [Fact]
    public async Task A_dataset_of_MLflow_is_found_and_read_with_its_records()
    {
        var experiment = (await service.NewExperiment()).ExperimentId;
        var name = $"questions {Guid.NewGuid():N}";
        var created = await Post("datasets/create", new { name, experiment_ids = new[] { experiment } });
        var id = created.GetProperty("dataset").GetProperty("dataset_id").GetString()!;
        await Post($"datasets/{id}/records", new
        {
            records = """[{"inputs": {"q": "1"}, "expectations": {"a": "2"}}, {"inputs": {"q": "3"}}]""",
        });

        var found = await Get($"?experiment_id={experiment}&filter=name = '{name}'");
        var item = Assert.Single(found.GetProperty("items").EnumerateArray());
        Assert.Equal(id, item.GetProperty("dataset_id").GetString());
        var dataset = await Get($"/{id}");
        Assert.Equal(name, dataset.GetProperty("name").GetString());
        Assert.Equal(2, dataset.GetProperty("record_count").GetInt32());

        var first = await Get($"/{id}/records?max_results=1");
        var record = Assert.Single(first.GetProperty("items").EnumerateArray());
        Assert.Equal("1", record.GetProperty("inputs").GetProperty("q").GetString());
        Assert.Equal("2", record.GetProperty("expectations").GetProperty("a").GetString());
        var second = await Get($"/{id}/records?page_token={first.GetProperty("next_page_token").GetString()}");
        Assert.Equal("3", Assert.Single(second.GetProperty("items").EnumerateArray())
            .GetProperty("inputs").GetProperty("q").GetString());
    }

    [Theory]
    [InlineData("/d-none", HttpStatusCode.NotFound), InlineData("/d-none/records", HttpStatusCode.NotFound)]
    [InlineData("?filter=nothing is", HttpStatusCode.BadRequest), InlineData("?order_by=x", HttpStatusCode.BadRequest)]
    [InlineData("?max_results=0", HttpStatusCode.BadRequest)]
    public async Task What_there_is_not_is_a_problem_with_a_code(string path, HttpStatusCode status)
    {
        using var response = await service.Http.GetAsync($"/api/v1/datasets{path}");

        Assert.Equal(status, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.NotEmpty(problem.GetProperty("code").GetString()!);
    }

    private Task<JsonElement> Get(string path) =>
        service.Http.GetFromJsonAsync<JsonElement>($"/api/v1/datasets{path}");

    private async Task<JsonElement> Post(string path, object body)
    {
        using var response = await service.Http.PostAsJsonAsync($"/api/3.0/mlflow/{path}", body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
