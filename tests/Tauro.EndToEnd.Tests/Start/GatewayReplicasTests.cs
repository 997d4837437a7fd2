using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Start;

[Collection(RealServersCollection.Name)]
public sealed class GatewayReplicasTests(RealServers servers) : StackTests
{
    [Fact]
    public async Task Two_gateways_share_one_port()
    {
        var stack = await servers.GetRunning();
        StackUnderTest = stack;
        var experiment = await stack.Api.CreateExperiment("replicas");

        // A connection goes to one replica and stays there, so each request uses a new connection.
        var pids = new HashSet<int>();
        await Eventually.True(async () =>
        {
            using var api = new TauroApi(stack.Api.Address);
            using var experiments = await api.Document($"/api/v1/experiments/{experiment.ExperimentId}");
            Assert.Equal("replicas", experiments.RootElement.GetProperty("name").GetString());
            pids.Add(await api.PidOf("gateway"));
            return pids.Count == 2;
        }, "both gateways have responded");
    }
}
