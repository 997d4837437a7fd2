namespace Tauro.Events;

/// <summary>The way in which this service sends and receives events, decided at the start.</summary>
/// <param name="Carrier">The transport of the events.</param>
/// <param name="Unconfigured">The functions that do not work because an address is missing, one sentence each.</param>
internal sealed record EventsSetup(EventCarrier Carrier, IReadOnlyList<string> Unconfigured);
