using System.Net;
using System.Text.Json;

namespace Tauro.Gateway.Tests;

public sealed class MlflowRoutingTests
{
    [Theory]
    [InlineData("/api/2.0/mlflow/experiments/search?max_results=1", "tracking")]
    [InlineData("/ajax-api/2.0/mlflow/runs/get?run_id=1", "tracking")]
    [InlineData("/api/2.0/preview/mlflow/metrics/get-history", "tracking")]
    [InlineData("/ajax-api/2.0/preview/mlflow/artifacts/list", "tracking")]
    [InlineData("/api/2.0/mlflow/logged-models/m-1", "tracking")]
    [InlineData("/api/2.0mlflow/experiments/search-datasets", "tracking")]
    [InlineData("/api/2.0/mlflow-artifacts/artifacts/1/a%20b.bin", "tracking")]
    [InlineData("/api/3.0/mlflow/traces/tr-1", "tracking")]
    [InlineData("/api/3.0/mlflow/datasets/search", "tracking")]
    [InlineData("/ajax-api/3.0/mlflow/scorers/list", "tracking")]
    [InlineData("/api/3.0/mlflow/issues/iss-1", "tracking")]
    [InlineData("/ajax-api/3.0/mlflow/label-schemas/list", "tracking")]
    [InlineData("/api/3.0/mlflow/review-queues/items/list", "tracking")]
    [InlineData("/api/3.0/mlflow/server-info", "tracking")]
    [InlineData("/api/2.0/mlflow/registered-models/get?name=a", "registry")]
    [InlineData("/ajax-api/2.0/mlflow/model-versions/search", "registry")]
    [InlineData("/api/2.0/mlflow/webhooks/1/test", "registry")]
    public async Task An_MLflow_path_reaches_the_service_that_owns_it(string path, string owner)
    {
        await using var tracking = await Backend.Start("tracking");
        await using var registry = await Backend.Start("registry");
        await using var gateway = RunningGateway.Start(tracking.Address, registry.Address);

        Assert.Equal($"{owner} GET {path}", await gateway.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task A_double_slash_is_corrected()
    {
        await using var registry = await Backend.Start("registry");
        await using var gateway = RunningGateway.Start(null, registry.Address);

        var (status, body) = await gateway.SendRaw("//model-versions/get-artifact?name=a%2Fb&path=x");

        Assert.Equal(200, status);
        Assert.Contains("registry GET /model-versions/get-artifact?name=a%2Fb&path=x", body);
        Assert.Equal(404, (await gateway.SendRaw("//model-versions/get-artifacts")).Status);
    }

    [Fact]
    public async Task Health_and_version_are_plain_text()
    {
        await using var gateway = RunningGateway.Start(null, null);

        Assert.Equal("OK", await gateway.Http.GetStringAsync("/health"));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", await gateway.Http.GetStringAsync("/version"));
    }

    [Fact]
    public async Task An_unknown_path_under_an_MLflow_prefix_is_an_html_404()
    {
        await using var gateway = RunningGateway.Start(null, null);

        using var response = await gateway.Http.GetAsync("/api/2.0/mlflow/nothing/here");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_unavailable_service_is_reported_in_the_format_of_MLflow()
    {
        await using var gateway = RunningGateway.Start(null, null);

        using var response = await gateway.Http.GetAsync("/api/2.0/mlflow/experiments/get?experiment_id=0");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("TEMPORARILY_UNAVAILABLE", error.GetProperty("error_code").GetString());
    }

    [Theory]
    [InlineData("/api/2.0/mlflow-artifacts/artifacts/../x")]
    [InlineData("/api/2.0/mlflow-artifacts/artifacts/%2e%2e/%2e%2e/%2e%2e/x")]
    [InlineData("/api/2.0/mlflow-artifacts/artifacts/a/..%2f..%2fx")]
    public async Task A_path_outside_the_artifact_root_is_an_invalid_path(string target)
    {
        await using var gateway = RunningGateway.Start(null, null);

        var (status, body) = await gateway.SendRaw(target);

        Assert.Equal(400, status);
        Assert.StartsWith(
            """{"error_code":"INVALID_PARAMETER_VALUE","message":"Invalid path: The path contains """, body);
    }
}
