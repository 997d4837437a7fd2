using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>An event that a consumer could not handle. It is kept until it is redelivered or deleted.</summary>
/// <param name="Id">The id in the dead list. Ids sort in the order of the events, and an event keeps its id.</param>
/// <param name="Queue">The consumer's queue, for example <c>tauro.registry.source-runs</c>.</param>
/// <param name="Event">The event, as its source serves it.</param>
/// <param name="Attempts">How often delivery was attempted, redeliveries included.</param>
/// <param name="Error">Why the last attempt failed, at most <see cref="Limits.DeadEventErrorLengthMax"/> characters.
/// </param>
/// <param name="Time">When the last attempt failed.</param>
public sealed record DeadEvent(
    DeadEventId Id, string Queue, EventRecord Event, int Attempts, string Error, DateTimeOffset Time);
