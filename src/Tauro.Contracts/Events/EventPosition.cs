namespace Tauro.Contracts.Events;

/// <summary>
/// The position of an event stream that is filtered by type. It is sent from time to time, as an SSE message of type
/// <see cref="MessageType"/>, while the stream skips events of other types.
/// </summary>
/// <param name="Sequence">The sequence of the last event skipped.</param>
/// <param name="Time">When that event was committed.</param>
public sealed record EventPosition(long Sequence, DateTimeOffset Time)
{
    public const string MessageType = "position";
}
