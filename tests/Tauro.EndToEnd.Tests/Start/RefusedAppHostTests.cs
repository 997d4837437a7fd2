using System.Net;
using System.Net.Sockets;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Start;

/// <summary>
/// Errors that a person has to fix end the AppHost with one line and an exit code, before anything is started.
/// </summary>
public sealed class RefusedAppHostTests
{
    [Theory]
    [InlineData("TAURO_GATEWAY_PORT", "abc", "from 0 to 65535")]
    [InlineData("TAURO_GATEWAY_PORT", "70000", "from 0 to 65535")]
    [InlineData("TAURO_GATEWAY_REPLICAS", "0", "from 1 to 16")]
    [InlineData("TAURO_WEB_REPLICAS", "17", "from 1 to 16")]
    [InlineData("TAURO_RESTART_DELAY_MAX", "soon", "hours:minutes:seconds")]
    [InlineData("TAURO_SERVERS", "7", "auto, containers, binaries or embedded")]
    [InlineData("TAURO_DASHBOARD", "no", "on or off")]
    [InlineData("TAURO_MLOPS_PATH", "/dev/null", "set another")]
    public async Task An_invalid_setting_is_reported_with_its_value_and_remedy(
        string variable, string value, string remedy)
    {
        using var data = new TemporaryFolder();
        await using var process = Start(data.Path, new() { [variable] = value });

        Assert.Equal(78, await process.ExitCode());
        Assert.Contains(Lines(process), line => line.StartsWith("Cannot start: ", StringComparison.Ordinal)
            && line.Contains(variable) && line.Contains(value) && line.Contains(remedy));
        Assert.DoesNotContain("   at ", process.Output);
    }

    [Theory]
    [InlineData("containers", "no container engine responds")]
    [InlineData("binaries", "redis-server is not on PATH")]
    public async Task Servers_that_are_not_available_cannot_be_forced(string servers, string why)
    {
        using var data = new TemporaryFolder();
        await using var process = Start(data.Path, new() { ["TAURO_SERVERS"] = servers, ["PATH"] = data.Path });

        Assert.Equal(78, await process.ExitCode());
        var line = Assert.Single(Lines(process), line => line.StartsWith("Cannot start: ", StringComparison.Ordinal));
        Assert.Contains($"TAURO_SERVERS is '{servers}'", line);
        Assert.Contains(why, line);
        Assert.Contains("ConnectionStrings__redis", line);
    }

    [Fact]
    public async Task A_port_in_use_is_reported_with_its_holder_and_the_variable()
    {
        using var data = new TemporaryFolder();
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var process = Start(data.Path, new() { ["TAURO_GATEWAY_PORT"] = $"{port}" });

        Assert.Equal(78, await process.ExitCode());
        Assert.Contains(Lines(process), line => line.Contains($"Port {port}")
            && line.Contains($"pid {Environment.ProcessId}") && line.Contains("TAURO_GATEWAY_PORT"));
    }

    [Fact]
    public async Task A_service_that_cannot_start_is_reported_and_not_restarted()
    {
        using var data = new TemporaryFolder();
        var manifest = RefusedStartTests.Damage(data, "experiment_tracking");
        await using var process = Start(data.Path, []);

        await Eventually.True(
            () => process.HasExited || process.Output.Contains("is not started again"), "the console reports it");
        Assert.Contains("tracking ended with exit code 65 and is not started again: Cannot start: ", process.Output);
        Assert.Contains(manifest, process.Output);
        Assert.DoesNotContain("it is started again in", process.Output);
        await process.Stop();
    }

    [Fact]
    public async Task All_invalid_settings_of_a_service_are_reported_on_the_console()
    {
        using var data = new TemporaryFolder();
        await using var process = Start(
            data.Path, new() { ["LocalStore__BatchBytes"] = "many", ["TAURO_MLOPS_SCHEMA"] = "ml" });

        await Eventually.True(
            () => process.HasExited || process.Output.Contains("tracking ended with exit code 78"),
            "the console reports it");
        Assert.Contains("is not started again: Cannot start: 2 settings are invalid:", process.Output);
        Assert.Contains(
            "  LocalStore:BatchBytes is 'many'. Set it to an integer from 65536 to 33554432.", process.Output);
        Assert.Contains("  TAURO_MLOPS_SCHEMA is 'ml'. ", process.Output);
        await process.Stop();
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_locked_is_not_reported_as_in_use()
    {
        using var data = new TemporaryFolder();
        Directory.CreateDirectory(data["apphost.lock"]); // Refused to every user, root included.
        File.WriteAllText(data["apphost.pid"], "1\n");
        await using var process = Start(data.Path, []);

        Assert.Equal(78, await process.ExitCode());
        var line = Assert.Single(Lines(process), line => line.StartsWith("Cannot start: ", StringComparison.Ordinal));
        Assert.Contains("apphost.lock", line);
        Assert.DoesNotContain("in use", line);
    }

    internal static string[] Lines(ServerProcess process) => process.Output.Split('\n');

    internal static ServerProcess Start(string data, Dictionary<string, string> environment)
    {
        environment.TryAdd("TAURO_MLOPS_PATH", data);
        environment.TryAdd("TAURO_GATEWAY_PORT", $"{FreePort.Next()}");
        environment.TryAdd("TAURO_SERVERS", "embedded");
        environment.TryAdd("TAURO_DASHBOARD", "off");
        return ServerProcess.Start(Built.Program("Tauro.AppHost"), [], environment);
    }
}
