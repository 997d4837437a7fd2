using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Journey;

/// <summary>With embedded defaults: the services follow each other's event history.</summary>
public sealed class EmbeddedJourneyTests : SuiteJourney
{
    private readonly TemporaryFolder data = new();

    protected override string Carrier => "Follower";

    protected override Task<HostedStack> GetStack() => HostedStack.Start(data.Path);

    public override async ValueTask DisposeAsync()
    {
        if (StackUnderTest is not null) await StackUnderTest.DisposeAsync();
        data.Dispose();
        await base.DisposeAsync();
    }
}
