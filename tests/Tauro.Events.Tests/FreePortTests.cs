using Tauro.TestServers;

namespace Tauro.Events.Tests;

public sealed class FreePortTests
{
    [Fact]
    public void Ports_are_different_and_none_is_assigned_by_the_system()
    {
        var ports = FreePort.Next(20);
        Assert.Equal(20, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 1_024, FreePort.Max));
    }
}
