using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Journey;

/// <summary>With RabbitMQ and Redis, as in production.</summary>
[Collection(RealServersCollection.Name)]
public sealed class ServersJourneyTests(RealServers servers) : SuiteJourney
{
    protected override string Carrier => "RabbitMq";

    protected override Task<HostedStack> GetStack() => servers.GetRunning();
}
