namespace Tauro.Events;

/// <summary>How this service sends and receives events, decided at the start.</summary>
/// <param name="Carrier">What carries the events.</param>
/// <param name="Unconfigured">What does not work because an address is missing, one sentence each.</param>
internal sealed record EventsSetup(EventCarrier Carrier, IReadOnlyList<string> Unconfigured);
