namespace Tauro.EndToEnd.Tests.Running;

/// <summary>The status of a service's event delivery in <c>/status</c>.</summary>
public sealed record BusStatus(string Status, string Carrier, long Lag);
