namespace Tauro.EndToEnd.Tests.Running;

/// <summary>What <c>/status</c> says of a service's relay.</summary>
public sealed record BusStatus(string Status, string Carrier, long Lag);
