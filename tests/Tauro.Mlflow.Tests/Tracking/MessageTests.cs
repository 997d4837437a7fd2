using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>How all routes read requests and report errors.</summary>
[Collection("suite")]
public sealed class MessageTests(Suite suite)
{
    [Theory]
    [InlineData("/api/2.0/mlflow/experiments/get?experiment_id=0")]
    [InlineData("/ajax-api/2.0/mlflow/experiments/get?experiment_id=0")]
    [InlineData("/api/2.0/preview/mlflow/experiments/get?experiment_id=0")]
    [InlineData("/ajax-api/2.0/preview/mlflow/experiments/get?experiment_id=0")]
    public async Task A_route_is_served_under_every_prefix(string path) =>
        Assert.Equal("Default", (await suite.Call(path)).GetProperty("experiment").GetString("name"));

    [Theory]
    [InlineData("/api/3.0/mlflow/server-info")]
    [InlineData("/ajax-api/3.0/mlflow/server-info")]
    public async Task Newer_clients_learn_that_workspaces_are_disabled(string path) =>
        Assert.False((await suite.Call(path)).GetProperty("workspaces_enabled").GetBoolean());

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow/nothing", 404)]
    [InlineData("GET", "/ajax-api/2.0/mlflow/runs/nothing", 404)]
    [InlineData("GET", "/api/3.0/mlflow/nothing", 404)]
    [InlineData("GET", "/api/2.0/mlflow/runs/create", 405)]
    [InlineData("DELETE", "/api/2.0/mlflow/runs/get", 405)]
    public async Task An_unknown_route_or_method_gets_an_HTML_error(string method, string path, int status)
    {
        using var response = await suite.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("text/plain", "Content-Type must be one of ['application/json']")]
    [InlineData(null, "Content-Type header is missing")]
    public async Task A_body_that_is_not_declared_as_JSON_is_refused(string? type, string phrase)
    {
        foreach (var path in new[] { "experiments/create", "runs/log-metric", "runs/log-batch" })
        {
            using var body = new ByteArrayContent("{}"u8.ToArray());
            body.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
            using var response = await suite.Http.PostAsync($"/api/2.0/mlflow/{path}", body);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains(phrase, await response.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("/api/2.0/mlflow/registered-models/delete")]
    [InlineData("/api/2.0/mlflow/registered-models/alias")]
    [InlineData("/api/2.0/mlflow/model-versions/delete-tag")]
    [InlineData("/api/3.0/mlflow/scorers/delete")]
    public async Task A_DELETE_with_its_target_in_the_body_must_declare_it_as_JSON(string path)
    {
        var error = await suite.SendJson(HttpMethod.Delete, path, status: 400);
        Assert.Equal("Bad Request. Content-Type header is missing.", (string?)error["message"]);
    }

    [Fact]
    public async Task A_DELETE_with_its_target_in_the_path_needs_no_body()
    {
        var id = await suite.CreateExperiment();
        var model = await suite.Call("logged-models", new { experiment_id = id, name = "bare" });
        var modelId = model.GetProperty("model").GetProperty("info").GetString("model_id");
        await suite.SendJson(HttpMethod.Delete, $"/api/2.0/mlflow/logged-models/{modelId}");
        await suite.SendJson(HttpMethod.Delete, "/api/2.0/mlflow-artifacts/artifacts/not/there");
    }

    [Theory]
    [InlineData("get-history-bulk", "run_id", "GetMetricHistoryBulk request cannot specify more than 100 run_ids")]
    [InlineData(
        "get-history-bulk-interval", "run_ids",
        "GetMetricHistoryBulkInterval request must specify at most 100 run_ids.")]
    public async Task A_thousand_ids_in_a_query_are_refused_for_their_number_and_not_the_line_length(
        string route, string parameter, string phrase)
    {
        var query = string.Join('&', Enumerable.Range(0, 1_000).Select(i => $"{parameter}=id_{i}"));
        var path = $"/ajax-api/2.0/mlflow/metrics/{route}?{query}&metric_key=k";
        Assert.Contains(phrase, await suite.Refused(path, body: null));
    }

    [Fact]
    public async Task Parameters_after_the_content_type_are_allowed()
    {
        using var body = new StringContent("{\"name\":\"typed\"}", Encoding.UTF8);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-8; x=y");
        using var response = await suite.Http.PostAsync("/api/2.0/mlflow/experiments/create", body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{} {}")]
    public async Task Malformed_JSON_counts_as_an_empty_body(string body)
    {
        Assert.Equal(
            "Missing value for required parameter 'name'. "
            + "See the API docs for more information about request parameters.",
            await suite.Refused("experiments/create", body));
        Assert.Contains("Missing value for required parameter 'run_id'", await suite.Refused(
            "runs/log-metric", body));
        Assert.Contains("Missing value for required parameter 'run_id'", await suite.Refused("runs/log-batch", body));
    }

    [Fact]
    public async Task A_JSON_string_that_contains_JSON_is_decoded_twice()
    {
        var name = $"twice {Guid.NewGuid()}";
        await suite.Call("experiments/create", JsonSerializer.Serialize(JsonSerializer.Serialize(new { name })));
        await suite.Call($"experiments/get-by-name?experiment_name={name}");
    }

    [Fact]
    public async Task Unknown_fields_are_ignored_and_null_is_absent() =>
        await suite.Call("experiments/create", new { name = $"n {Guid.NewGuid()}", what = 1, tags = (string?)null });

    [Fact]
    public async Task A_value_of_the_wrong_type_is_reported_with_its_type()
    {
        Assert.Equal(
            "Invalid value 31 for parameter 'name' supplied:  Hint: Value was of type 'int'. "
            + "See the API docs for more information about request parameters.",
            await suite.Refused("experiments/create", new { name = 31 }));
        Assert.Contains("Invalid value {\"a\":1,\"b\":[true]} for parameter 'name' supplied",
            await suite.Refused("experiments/create", "{\"name\": {\"b\": [true], \"a\": 1}}"));
        Assert.Contains("of type 'list'", await suite.Refused("experiments/create", new { name = new[] { 1 } }));
        Assert.Contains("of type 'bool'", await suite.Refused("experiments/create", new { name = true }));
        Assert.Contains("of type 'float'", await suite.Refused("experiments/create", new { name = 1.5 }));
    }

    [Fact]
    public async Task Quotes_in_a_message_are_escaped_as_clients_expect()
    {
        var (_, body) = await suite.Request("experiments/create", new { name = "x", tags = "foo" });
        Assert.Contains("Invalid value \\\"foo\\\" for parameter 'tags' supplied", body);
    }

    [Fact]
    public async Task An_empty_string_counts_as_missing() =>
        Assert.Contains("Missing value for required parameter 'name'",
            await suite.Refused("experiments/create", new { name = "" }));
}
