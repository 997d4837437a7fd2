namespace Tauro.Events;

/// <summary>How events come to this service and go from it, decided when it starts.</summary>
/// <param name="Carrier">What carries them.</param>
/// <param name="Unconfigured">What is not done for want of an address, one sentence each.</param>
internal sealed record EventsSetup(EventCarrier Carrier, IReadOnlyList<string> Unconfigured);
