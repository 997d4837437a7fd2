using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tauro.Tracking.Api.Tests.Traces;

[Collection("service")]
public sealed class TraceTests(TrackingService service)
{
    [Fact]
    public async Task An_exported_trace_is_found_and_read_with_its_spans()
    {
        var experiment = (await service.NewExperiment()).ExperimentId;
        var id = $"{Guid.NewGuid():N}";
        await Export(experiment, id);

        var found = await Search(new
        {
            experiment_ids = new[] { experiment }, filter = "span.name = 'work' AND status = 'OK'",
            order_by = new[] { "execution_time_ms DESC" },
        });
        var trace = Assert.Single(found.GetProperty("items").EnumerateArray());
        Assert.Equal(("OK", 500), (trace.GetProperty("state").GetString(),
            trace.GetProperty("execution_duration").GetInt32()));

        var detail = await service.Http.GetFromJsonAsync<JsonElement>(
            $"/api/v1/traces/{trace.GetProperty("trace_id").GetString()}");
        var span = Assert.Single(detail.GetProperty("spans").EnumerateArray());
        Assert.Equal("work", span.GetProperty("name").GetString());
        Assert.Equal(experiment, detail.GetProperty("trace").GetProperty("experiment_id").GetString());
    }

    [Fact]
    public async Task A_missing_trace_is_a_problem_with_a_code()
    {
        using var response = await service.Http.GetAsync("/api/v1/traces/tr-none");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("trace_not_found", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"experiment_ids":["0"],"filter":"nothing is"}""", "invalid_filter")]
    [InlineData("""{"experiment_ids":["0"],"max_results":0}""", "limit_exceeded")]
    [InlineData("""{"experiment_ids":[null]}""", "invalid_request")]
    [InlineData("""{}""", "invalid_request")]
    public async Task A_bad_search_is_a_problem_with_a_code(string body, string code)
    {
        using var response = await service.Http.PostAsync(
            "/api/v1/traces/search", new StringContent(body, null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
    }

    private async Task<JsonElement> Search(object body)
    {
        using var response = await service.Http.PostAsJsonAsync("/api/v1/traces/search", body);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task Export(string experiment, string id)
    {
        var span = new
        {
            traceId = id, spanId = "00000000000000aa", name = "work", startTimeUnixNano = "1000000000",
            endTimeUnixNano = "1500000000", status = new { code = 1 },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces");
        request.Headers.Add("x-mlflow-experiment-id", experiment);
        request.Content = JsonContent.Create(new
        {
            resourceSpans = new[] { new { scopeSpans = new[] { new { spans = new[] { span } } } } },
        });
        using var response = await service.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
