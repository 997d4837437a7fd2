extern alias registry;
extern alias tracking;

using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>
/// The dashboard, the alerts and the documentation of <c>deploy/observability</c> use only metrics that exist.
/// </summary>
public sealed partial class ObservabilityTests
{
    // Prometheus itself adds it to each target.
    private const string OfPrometheus = "up";

    private static readonly HashSet<string> Words =
        ["and", "or", "unless", "by", "without", "on", "ignoring", "group_left", "group_right", "bool", "offset"];

    [Fact]
    public async Task The_dashboard_and_the_alerts_use_only_metrics_that_exist()
    {
        var known = await Instruments.Collect(RunServices);
        var used = Expressions().SelectMany(found => MetricsOf(found.Expression).Select(name => (found.File, name)))
            .ToList();

        Assert.Contains(used, use => use.File == "alerts.yml");
        Assert.True(used.Count(use => use.File == "dashboard.json") > 10);
        Assert.Empty(used.Where(use => use.name != OfPrometheus && !known.Has(use.name)).Distinct());
    }

    [Theory]
    [InlineData("sum by (service, le) (rate(a_bucket{job=\"x y\", code=~\"5..\"}[5m])) / b > 0.05", "a_bucket,b")]
    [InlineData("60 * increase(c_total[15m]) unless on (job) d offset 5m", "c_total,d")]
    public void The_metrics_of_an_expression_are_found(string expression, string expected) =>
        Assert.Equal(expected, string.Join(',', MetricsOf(expression)));

    private static IEnumerable<(string File, string Expression)> Expressions()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(PathOf("dashboard.json")));
        foreach (var panel in dashboard.RootElement.GetProperty("panels").EnumerateArray())
            foreach (var target in panel.GetProperty("targets").EnumerateArray())
                yield return ("dashboard.json", target.GetProperty("expr").GetString()!);
        foreach (Match rule in Rule().Matches(File.ReadAllText(PathOf("alerts.yml"))))
            yield return ("alerts.yml", rule.Groups["expression"].Value);
    }

    private static IEnumerable<string> MetricsOf(string expression)
    {
        var bare = Grouping().Replace(Duration().Replace(Selector().Replace(expression, ""), ""), " ");
        return Identifier().Matches(bare).Select(match => match.Value).Where(name => !Words.Contains(name));
    }

    /// <summary>Starts the gateway and the services as they ship, uses them, and returns their pages.</summary>
    private static async Task<IReadOnlyList<string>> RunServices()
    {
        await using var trackingHost = new Service<tracking::Program>();
        await using var registryHost = new Service<registry::Program>();
        await using var gateway = RunningGateway.Start(null, null);
        using var runs = trackingHost.CreateClient();
        using var models = registryHost.CreateClient();
        using var run = await runs.PostAsJsonAsync("/api/v1/runs", new { experiment_id = "0" });
        var runId = (await run.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run_id").GetString();
        using var logged = await runs.PostAsJsonAsync(
            $"/api/v1/runs/{runId}/batch", new { metrics = new[] { new { key = "loss", value = 1.0, step = 0 } } });
        var artifact = $"/api/v1/runs/{runId}/artifacts/a.txt";
        using var uploaded = await runs.PutAsync(artifact, new ByteArrayContent([1, 2, 3]));
        using var downloaded = await runs.GetAsync(artifact);
        using var ended = await runs.PostAsJsonAsync($"/api/v1/runs/{runId}/end", new { });
        using var model = await models.PostAsJsonAsync("/api/v1/models", new { name = "fraud" });
        Assert.All((HttpResponseMessage[])[run, logged, uploaded, downloaded, ended, model],
            response => Assert.True(response.IsSuccessStatusCode, $"{response}"));
        using var page = await gateway.Http.GetAsync("/status");

        List<string> pages = [];
        await Eventually.True(
            async () =>
            {
                pages =
                [
                    await runs.GetStringAsync("/metrics"), await models.GetStringAsync("/metrics"),
                    await gateway.Http.GetStringAsync("/metrics"),
                ];
                return pages[0].Contains("tauro_tracking_runs_ended_total") && pages[1].Contains("tauro_store_commit")
                    && pages[2].Contains("http_server_request_duration_seconds");
            },
            "the metrics have what was done");
        return pages;
    }

    private static string PathOf(string file, [CallerFilePath] string path = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(path)!, "../../../deploy/observability", file));

    [GeneratedRegex(@"^ +expr: (?:\|\n)?(?<expression>(?:.+)(?:\n {10,}.+)*)$", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\{(?:[^""}]|""[^""]*"")*\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\[[^\]]*\]|\boffset \w+|\b\d[\w.]*")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right) *\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"(?<![\w:])[a-zA-Z_:][\w:]*(?![\w:]| *\()")]
    private static partial Regex Identifier();

    private sealed class Service<TProgram> : WebApplicationFactory<TProgram> where TProgram : class
    {
        private readonly TemporaryFolder folder = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder) =>
            builder.UseSetting("TAURO_MLOPS_PATH", folder.Path).UseSetting("Logging:LogLevel:Default", "Warning");

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            folder.Dispose();
        }
    }
}
