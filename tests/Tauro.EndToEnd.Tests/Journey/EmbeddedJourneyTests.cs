namespace Tauro.EndToEnd.Tests.Journey;

/// <summary>With nothing but what is built in: Garnet, and events over it.</summary>
public sealed class EmbeddedJourneyTests : SuiteJourney
{
    protected override string Carrier => "Bridge";

    protected override Task<IReadOnlyDictionary<string, string>> Servers() =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>());
}
