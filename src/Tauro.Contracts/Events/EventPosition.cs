namespace Tauro.Contracts.Events;

/// <summary>
/// What a stream of some types says now and then of events of other types: they were passed. It comes as an SSE message
/// of the type <see cref="MessageType"/>.
/// </summary>
/// <param name="Sequence">The last event that was passed.</param>
/// <param name="Time">When it was committed.</param>
public sealed record EventPosition(long Sequence, DateTimeOffset Time)
{
    public const string MessageType = "position";
}
