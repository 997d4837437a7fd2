using System.Text.RegularExpressions;
using Tauro.Mlflow.Tests.Shapes;

namespace Tauro.Mlflow.Tests.Gateway;

/// <summary>Routing of paths, and the errors for paths without a route.</summary>
[Collection("suite")]
public sealed class PathTests(Suite suite)
{
    [Fact]
    public async Task Every_route_is_reached_through_the_gateway_under_every_prefix()
    {
        var lost = new List<string>();
        foreach (var route in ServedRoutes.From(suite))
            foreach (var path in route.Prefixes.Select(route.Under))
            {
                // Any response to an empty request will do, except the page for an unknown route.
                using var request = new HttpRequestMessage(new HttpMethod(route.Method), FillPlaceholders(path));
                using var response = await suite.Http.SendAsync(request);
                if ((int)response.StatusCode >= 500 && (int)response.StatusCode != 501 || IsHtml(response))
                    lost.Add($"{route.Method} {path}: {(int)response.StatusCode}");
            }

        Assert.Empty(lost);
    }

    [Theory]
    [InlineData("GET", "/api/2.0/mlflow/nothing", 404)]
    [InlineData("GET", "/api/2.0/mlflow/runs/nothing", 404)]
    [InlineData("GET", "/api/2.0/mlflow/registered-models/nothing", 404)]
    [InlineData("GET", "/api/2.0/mlflow/webhooks/a/b/c", 404)]
    [InlineData("GET", "/api/2.0/preview/mlflow/nothing", 404)]
    [InlineData("GET", "/ajax-api/2.0/mlflow/nothing", 404)]
    [InlineData("GET", "/ajax-api/2.0/preview/mlflow/nothing", 404)]
    [InlineData("GET", "/api/3.0/mlflow/nothing", 404)]
    [InlineData("GET", "/ajax-api/3.0/mlflow/nothing", 404)]
    [InlineData("GET", "/api/2.0/mlflow-artifacts/nothing", 404)]
    [InlineData("GET", "/api/2.0/nothing", 404)]
    [InlineData("GET", "/ajax-api/nothing", 404)]
    [InlineData("GET", "/api/2.0/mlflow/runs/create", 405)]
    [InlineData("PUT", "/api/2.0/mlflow/registered-models/get", 405)]
    [InlineData("GET", "/v1/traces", 405)]
    public async Task Unknown_routes_under_MLflow_s_prefixes_get_an_HTML_error(string method, string path, int status)
    {
        using var response = await suite.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal((status, true), ((int)response.StatusCode, IsHtml(response)));
    }

    [Theory]
    [InlineData("GET", "/nothing", 404, "route_not_found")]
    [InlineData("GET", "/api/nothing", 404, "route_not_found")]
    [InlineData("GET", "/api/v1/nothing", 404, "route_not_found")]
    [InlineData("GET", "/api/v1/runs/none/nothing", 404, "route_not_found")]
    [InlineData("GET", "/api/v1/models/none/nothing", 404, "route_not_found")]
    [InlineData("GET", "/api/v1/runs/none", 404, "run_not_found")]
    [InlineData("PUT", "/api/v1/runs", 405, "method_not_allowed")]
    public async Task Other_unknown_routes_get_a_problem(string method, string path, int status, string code)
    {
        var (got, problem) = await suite.Send(new HttpMethod(method), path);
        Assert.Equal((status, code), (got, problem.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("Host", "evil.example", "GET", "Invalid Host header")]
    [InlineData("Origin", "https://evil.example", "POST", "Cross-origin request blocked")]
    public async Task A_foreign_host_or_origin_is_refused_in_plain_text(
        string header, string value, string method, string phrase)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/2.0/mlflow/experiments/search");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await suite.Http.SendAsync(request);
        Assert.Equal((403, "text/plain"), ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Contains(phrase, await response.Content.ReadAsStringAsync());
    }

    private static bool IsHtml(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType == "text/html";

    private static string FillPlaceholders(string path) => Regex.Replace(path, @"\{[^}]+\}", "1");
}
