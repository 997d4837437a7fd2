namespace Tauro.Events;

/// <summary>Why the bus does not work although the broker accepts connections.</summary>
/// <param name="Since">When it was noticed.</param>
/// <param name="Timestamp">The same, or that of the last restart, as a timestamp of the clock.</param>
/// <param name="Reason">The reason, without a full stop.</param>
internal sealed record BusProblem(DateTimeOffset Since, long Timestamp, string Reason);
