using Tauro.Load;
using Tauro.Load.Reporting;
using Tauro.Load.Scenarios;
using Tauro.Load.Soaking;
using Tauro.TestServers;

namespace Tauro.Mlflow.Tests;

/// <summary>
/// The scenarios of the load driver work, and the server stores everything that it acknowledged. Performance is not
/// checked here.
/// </summary>
[Collection("suite")]
public sealed class LoadTests(Suite suite)
{
    private const int Clients = 4;
    private const int SearchedRuns = 240;

    private LoadOptions Options => new()
    {
        Url = suite.Address, Duration = TimeSpan.FromSeconds(1), Clients = [Clients], Check = true,
        SearchRuns = SearchedRuns, ArtifactMiB = 1, ArtifactTimes = 2,
    };

    public static TheoryData<string> Names =>
        [.. Catalog.All(new LoadOptions { SearchRuns = SearchedRuns }).Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_scenario_runs_without_errors_and_everything_acknowledged_is_stored(string name)
    {
        var row = await Measure(name, Options);

        Assert.Null(row.Skipped);
        Assert.Null(row.FirstError);
        Assert.Equal(0, row.Errors);
        Assert.InRange(row.Steps, 1, long.MaxValue);
        Assert.Equal(row.Stored, row.Stored is null ? null : row.Acknowledged);
        Assert.True(row.P50Ms <= row.P99Ms && row.P99Ms <= row.P999Ms && row.P999Ms <= row.MaxMs, $"{row}");
    }

    [Theory]
    [InlineData("log_metric")]
    [InlineData("log_batch_1000_metrics")]
    [InlineData("runs_create")]
    [InlineData("registered_models_create")]
    [InlineData("model_versions_create")]
    [InlineData("artifact_upload")]
    public async Task The_written_units_of_a_scenario_are_counted(string name) =>
        Assert.NotNull((await Measure(name, Options)).Stored);

    [Fact]
    public async Task An_open_loop_starts_requests_at_the_given_rate()
    {
        var row = await Measure("log_metric", Options with { Rate = 50 });

        Assert.Null(row.FirstError);
        Assert.Equal(50, row.Steps);
        Assert.Equal(row.Acknowledged, row.Stored);
    }

    [Fact]
    public async Task A_soak_ends_with_a_verdict_and_samples_the_process()
    {
        using var server = new MlflowServer(suite.Address, 8);
        var exitCode = await Soak.Run(server, Options with
        {
            SoakDuration = TimeSpan.FromSeconds(2), Rate = 40, Pid = Environment.ProcessId,
        });

        Assert.InRange(exitCode, 0, 1);
    }

    [Fact]
    public async Task Results_are_saved_and_compared()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "result.json");
        using var server = new MlflowServer(suite.Address, 8);

        Assert.Equal(0, await Benchmark.Run(server, Options with { Only = ["runs_g*"], Out = file }));
        var printed = new StringWriter();
        Comparison.Print(file, file, printed);
        var line = printed.ToString().Split('\n')
            .Single(value => value.StartsWith("runs_get", StringComparison.Ordinal));
        Assert.Contains("1.00", line);
    }

    private async Task<Row> Measure(string name, LoadOptions options)
    {
        using var server = new MlflowServer(suite.Address, 8);
        var scenario = Catalog.All(options).Single(item => item.Name == name);
        return await Benchmark.Measure(scenario, new TestBed(server, options, scenario.Once ? 1 : Clients));
    }
}
