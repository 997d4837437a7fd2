using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>A queue and the events that it receives.</summary>
/// <param name="Service">The service that consumes the queue.</param>
/// <param name="Queue"><c>tauro.{service}.{consumer}</c>.</param>
/// <param name="Source">The service that publishes the events.</param>
/// <param name="Events">The types of the event records.</param>
public sealed record Subscription(string Service, string Queue, string Source, IReadOnlySet<Type> Events)
{
    /// <summary>The CloudEvents types of the events, in ordinal order.</summary>
    public IReadOnlyList<string> Types { get; } =
    [
        .. EventCatalog.Types.Where(type => Events.Contains(type.Value)).Select(type => type.Key)
            .Order(StringComparer.Ordinal),
    ];
}
