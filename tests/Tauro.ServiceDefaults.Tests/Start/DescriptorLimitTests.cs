using Tauro.ServiceDefaults.Start;

namespace Tauro.ServiceDefaults.Tests.Start;

public sealed class DescriptorLimitTests
{
    [Theory]
    [InlineData(DescriptorLimit.Min, 320), InlineData(65_536, 32_576)]
    [InlineData(long.MaxValue, 100_000)]
    public void Connections_leave_descriptors_for_the_process(long descriptors, long connections) =>
        Assert.Equal(connections, DescriptorLimit.GetConnectionsMax(descriptors));
}
