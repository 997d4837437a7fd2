namespace Tauro.EndToEnd.Tests.Journey;

/// <summary>With embedded defaults: the services follow each other's event history.</summary>
public sealed class EmbeddedJourneyTests : SuiteJourney
{
    protected override string Carrier => "Follower";

    protected override Task<IReadOnlyDictionary<string, string>> Servers() =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());
}
