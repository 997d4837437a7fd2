namespace Tauro.Events;

/// <summary>A queue and the events that go into it.</summary>
/// <param name="Service">The service that consumes it.</param>
/// <param name="Queue"><c>tauro.{service}.{consumer}</c>.</param>
/// <param name="Events">The event records it takes.</param>
public sealed record Subscription(string Service, string Queue, IReadOnlySet<Type> Events);
