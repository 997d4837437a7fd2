using System.Net;
using System.Net.Sockets;
using Tauro.LocalHosting.Tests.Running;

namespace Tauro.LocalHosting.Tests;

public sealed class StartingTests
{
    [Fact]
    public async Task A_resource_waits_until_what_it_waits_for_is_healthy()
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(data.Path, "--embedded", ("PROBE_HEALTHY", "false"));
        await appHost.SaysAsync("[my-worker]       Now listening on: ");

        // The worker has answered its check, with 503, before it says this line of its own.
        await appHost.SaysAsync("Setting HTTP status code 503.");
        Assert.DoesNotContain("[probe]", appHost.Output, StringComparison.Ordinal);

        await appHost.PostAsync($"{appHost.UrlOf("my-worker")}/health/true");
        await appHost.SaysAsync("[probe]");
        Assert.DoesNotContain("Ready in", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_no_port_is_refused_with_the_variable()
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(data.Path, "--embedded", ("PROBE_PORT", "99999"));

        Assert.Equal(1, await appHost.ExitedAsync());
        await appHost.SaysAsync(
            "99999, which 'probe' is to listen on, is no port; set PROBE_PORT to one from 1 to 65535.");
    }

    [Fact]
    public async Task A_taken_port_is_named_with_its_holder_and_the_variable()
    {
        using var data = new TemporaryFolder();
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var appHost = RunningAppHost.Start(data.Path, "--embedded", ("PROBE_PORT", $"{port}"));

        Assert.Equal(1, await appHost.ExitedAsync());
        await appHost.SaysAsync($"Port {port}, which 'probe' is to listen on, is already taken by pid ");
        Assert.Contains($"{System.Environment.ProcessId} (", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("or set PROBE_PORT to another port.", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_AppHost_on_the_same_data_is_refused_by_name_of_the_first()
    {
        using var data = new TemporaryFolder();
        await using var first = RunningAppHost.Start(data.Path);
        await first.SaysAsync("redis: embedded");
        await using var second = RunningAppHost.Start(data.Path);

        Assert.Equal(1, await second.ExitedAsync());
        await second.SaysAsync($"is in use by another AppHost (pid {first.Pid}).");
        Assert.Contains("set TAURO_MLOPS_PATH to another folder", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_without_an_engine_are_refused_with_a_remedy()
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(data.Path, "--containers", ("PATH", data.Path));

        Assert.Equal(1, await appHost.ExitedAsync());
        await appHost.SaysAsync("--containers needs a container engine, and none answers (docker is not on PATH");
        Assert.Contains("run without --containers.", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_kind_of_resource_is_refused()
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(
            data.Path, arguments: null, ("TAURO_APPHOST_RESOURCES", "magic"));

        Assert.Equal(1, await appHost.ExitedAsync());
        await appHost.SaysAsync("TAURO_APPHOST_RESOURCES is 'magic'. It can be embedded, binaries or containers.");
    }

    [Fact]
    public async Task Without_a_collector_no_endpoint_is_given_and_the_AppHosts_own_is_handed_on()
    {
        using var data = new TemporaryFolder();
        await using (var appHost = RunningAppHost.Start(data.Path, "--embedded", ("DOTNET_ENVIRONMENT", "Production")))
        {
            await appHost.ReadyAsync();
            var given = await appHost.EnvironmentAsync();
            Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", given.Keys);
            Assert.DoesNotContain("OTEL_TRACES_SAMPLER", given.Keys);
        }

        await using var told = RunningAppHost.Start(
            data.Path,
            "--embedded",
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.test:4318"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        await told.ReadyAsync();
        var passed = await told.EnvironmentAsync();
        Assert.Equal("http://collector.test:4318", passed["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http/protobuf", passed["OTEL_EXPORTER_OTLP_PROTOCOL"]);
    }
}
