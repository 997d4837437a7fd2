using System.Text.Json;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.JavaScript;

/// <summary>Unchanged clients from npm, which use the gateway's address.</summary>
[Collection("suite")]
public sealed class JavaScriptClientTests(Suite suite, NodePackages packages) : IClassFixture<NodePackages>
{
    private string Address => suite.Address.ToString().TrimEnd('/');

    [Fact]
    public async Task A_run_logged_by_the_mlflow_package_is_visible_to_it_and_natively()
    {
        var seen = await packages.Script("log-run.js", Address, $"npm {Guid.NewGuid():N}");

        var id = seen.GetString("run_id");
        Assert.EndsWith(" renamed", seen.GetProperty("experiment").GetString("name"));
        var found = Assert.Single(seen.GetProperty("found").GetProperty("runs").EnumerateArray());
        Assert.Equal((id, "FINISHED", "active"), (
            found.GetProperty("info").GetString("run_id"), found.GetProperty("info").GetString("status"),
            found.GetProperty("info").GetString("lifecycle_stage")));
        Assert.Equal("ünïcode", found.GetProperty("data").Pairs("tags")["note"]);
        Assert.False(found.GetProperty("data").Pairs("tags").ContainsKey("gone"));
        Assert.Equal([1d, 1 / 2d, 1 / 3d], seen.GetProperty("history").GetProperty("metrics").EnumerateArray()
            .Select(point => point.GetProperty("value").GetDouble()));
        Assert.EndsWith($"/{id}/artifacts", seen.GetProperty("artifacts").GetString("root_uri"));

        var run = await suite.Get<Run>($"/api/v1/runs/{id}");
        Assert.Equal((RunStatus.Completed, "ann"), (run.Status, run.UserId));
        Assert.Equal((1 / 3d, 0.75), (run.Metrics["loss"].Value, run.Metrics["acc"].Value));
        Assert.Equal(("0.1", "4"), (run.Params["lr"], run.Params["depth"]));
        var points = await suite.Get<Page<MetricValue>>($"/api/v1/runs/{id}/metrics/history?key=loss");
        Assert.Equal([0L, 1, 2], points.Items.Select(point => point.Step));
    }

    [Fact]
    public async Task The_mlflow_package_gets_MLflow_s_errors()
    {
        var seen = await packages.Script("log-run.js", Address, $"npm {Guid.NewGuid():N}");

        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), Refusal(seen.GetProperty("changed")));
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), Refusal(seen.GetProperty("missing")));
        // MLflow removed this route in 2.0, and responds with HTML to an unknown route.
        Assert.Equal(404, seen.GetProperty("gone").GetProperty("status").GetInt32());
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("gone").GetProperty("data").ValueKind);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public async Task A_trace_from_OpenTelemetry_s_exporter_is_returned_by_MLflow_s_routes(string compression)
    {
        var experiment = await suite.CreateExperiment();
        var sent = await packages.Script("export-trace.js", Address, experiment, compression);

        var id = $"tr-{sent.GetProperty("root")[0].GetString()}";
        var trace = (await suite.Call($"/api/3.0/mlflow/traces/get?trace_id={id}")).GetProperty("trace");
        Assert.Equal("OK", trace.GetProperty("trace_info").GetString("state"));
        var spans = trace.GetProperty("spans").EnumerateArray().ToDictionary(span => span.GetString("name"));
        Assert.Equal(["answer", "look up"], spans.Keys.Order());
        Assert.Equal(spans["answer"].GetString("span_id"), spans["look up"].GetString("parent_span_id"));
        Assert.Equal(Base64(sent.GetProperty("child")[1].GetString()!), spans["look up"].GetString("span_id"));
        Assert.Equal("STATUS_CODE_ERROR", spans["look up"].GetProperty("status").GetString("code"));
        Assert.Equal(
            ["exception", "found"],
            spans["look up"].GetProperty("events").EnumerateArray()
                .Select(element => element.GetString("name")).Order());

        var location = new { type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = experiment } };
        var search = await suite.Call(
            "/api/3.0/mlflow/traces/search",
            new { locations = new[] { location }, filter = "span.name = 'look up'" });
        Assert.Equal([id], search.GetStrings("traces", "trace_id"));

        var native = await suite.Get<JsonElement>($"/api/v1/traces/{id}");
        Assert.Contains(id, native.ToString());
        Assert.Equal(2, native.GetProperty("spans").GetArrayLength());
    }

    private static (int Status, string Code) Refusal(JsonElement refused) =>
        (refused.GetProperty("status").GetInt32(), refused.GetProperty("data").GetString("error_code"));

    private static string Base64(string hex) => Convert.ToBase64String(Convert.FromHexString(hex));
}
