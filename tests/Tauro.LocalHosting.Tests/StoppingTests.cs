using Tauro.LocalHosting.Tests.Running;

namespace Tauro.LocalHosting.Tests;

public sealed class StoppingTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("KILL")]
    public async Task However_the_AppHost_ends_nothing_is_left_behind(string signal)
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(data.Path);
        await appHost.ReadyAsync();
        var children = appHost.Descendants();
        Assert.True(children.Count >= 4, "three probes and the watchdog");

        appHost.Signal(signal);

        Assert.Equal(signal == "KILL" ? 137 : 0, await appHost.ExitedAsync());
        await Eventually.TrueAsync(
            () => !children.Any(c => c.IsAlive()),
            () => $"still there: {string.Join(", ", children.Where(c => c.IsAlive()))}");
    }

    [Fact]
    public async Task Resources_are_stopped_in_the_reverse_of_their_order()
    {
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(data.Path);
        await appHost.ReadyAsync();

        appHost.Signal("TERM");
        await appHost.ExitedAsync();

        var stops = appHost.Output.Split('\n')
            .Where(l => l.EndsWith("probe is told to stop", StringComparison.Ordinal))
            .Select(l => l[1..l.IndexOf(']', StringComparison.Ordinal)]);
        Assert.Equal(["probe", "probe", "my-worker"], stops);
    }

    [Fact]
    public async Task A_private_broker_leaves_no_port_mapper_behind()
    {
        Assert.SkipUnless(RabbitMQBinary.Find() is not null, "rabbitmq-server is not installed");
        using var data = new TemporaryFolder();
        await using var appHost = RunningAppHost.Start(data.Path, arguments: null);
        await appHost.ReadyAsync();
        Assert.Contains("rabbitmq: binary (", appHost.Output, StringComparison.Ordinal);
        var given = await appHost.EnvironmentAsync();
        Assert.StartsWith("amqp://guest:", given["ConnectionStrings__rabbitmq"], StringComparison.Ordinal);
        Assert.Equal(given["RABBITMQ_URI"], given["ConnectionStrings__rabbitmq"]);
        var children = appHost.Descendants();

        appHost.Signal("KILL");

        await Eventually.TrueAsync(
            () => !children.Any(c => c.IsAlive()),
            () => $"still there: {string.Join(", ", children.Where(c => c.IsAlive()))}");
    }
}
