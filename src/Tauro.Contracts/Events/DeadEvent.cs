namespace Tauro.Contracts.Events;

/// <summary>An event that a consumer could not handle. It is kept until it is redelivered or deleted.</summary>
/// <param name="Id">Names it in the dead list; sorts as the events do. The same each time the event dies.</param>
/// <param name="Queue">The consumer's queue, for example <c>tauro.registry.source-runs</c>.</param>
/// <param name="Event">The event, as its source serves it.</param>
/// <param name="Attempts">How often it was tried, redeliveries included.</param>
/// <param name="Error">Why the last attempt failed, at most <see cref="Limits.DeadEventErrorLengthMax"/> characters.
/// </param>
/// <param name="Time">When the last attempt failed.</param>
public sealed record DeadEvent(
    string Id, string Queue, EventRecord Event, int Attempts, string Error, DateTimeOffset Time);
