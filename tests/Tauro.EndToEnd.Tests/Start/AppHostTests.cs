using System.Text.Json;
using Tauro.Contracts.Ids;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Start;

/// <summary>Features of an Aspire AppHost other than starting the stack.</summary>
public sealed class AppHostTests : StackTests
{
    [Fact]
    public async Task Two_gateways_share_one_port()
    {
        using var data = new TemporaryFolder();
        await using var stack = await HostedStack.Start(data.Path, new Dictionary<string, string>
        {
            ["TAURO_GATEWAY_REPLICAS"] = "2",
        });
        StackUnderTest = stack;
        var experiment = await stack.Api.CreateExperiment("replicas");

        // A connection goes to one replica and stays there, so each request uses a new connection.
        var pids = new HashSet<int>();
        await Eventually.True(async () =>
        {
            using var api = new TauroApi(stack.Api.Address);
            using var experiments = await api.Document($"/api/v1/experiments/{experiment.ExperimentId}");
            Assert.Equal("replicas", experiments.RootElement.GetProperty("name").GetString());
            using var status = await api.Document("/status");
            pids.Add(status.RootElement.GetProperty("services").EnumerateArray()
                .Single(s => s.GetProperty("service").GetString() == "gateway").GetProperty("pid").GetInt32());
            return pids.Count == 2;
        }, "both gateways have responded");
    }

    [Fact]
    public async Task A_killed_AppHost_can_be_started_again_at_once_with_all_its_data()
    {
        using var data = new TemporaryFolder();
        RunId run;
        await using (var killed = await StackProcess.Start(data.Path))
        {
            StackUnderTest = killed;
            run = (await killed.Api.StartRun(new(new("0"), "before"))).RunId;
            killed.KillWithoutWaiting();
        }

        await using var stack = await StackProcess.Start(data.Path);
        StackUnderTest = stack;
        Assert.Equal("before", (await stack.Api.GetRun(run)).Name);
    }

    [Fact]
    public async Task The_manifest_lists_services_and_servers_and_starts_nothing()
    {
        using var data = new TemporaryFolder();
        await using var process = ServerProcess.Start(
            Built.Program("Tauro.AppHost"), ["--publisher", "manifest", "--output-path", data["manifest.json"]],
            new Dictionary<string, string> { ["TAURO_MLOPS_PATH"] = data["none"] });

        Assert.Equal(0, await process.ExitCode());
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(data["manifest.json"]));
        var resources = manifest.RootElement.GetProperty("resources").EnumerateObject()
            .ToDictionary(r => r.Name, r => r.Value.GetProperty("type").GetString()!);
        Assert.All(["tracking", "registry", "gateway"], name => Assert.StartsWith("project.", resources[name]));
        Assert.All(["redis", "rabbitmq"], name => Assert.StartsWith("container.", resources[name]));
        Assert.False(Directory.Exists(data["none"]));
    }
}
