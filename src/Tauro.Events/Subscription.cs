using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>A queue and the events that go into it.</summary>
/// <param name="Service">The service that consumes it.</param>
/// <param name="Queue"><c>tauro.{service}.{consumer}</c>.</param>
/// <param name="Source">The service whose events they are.</param>
/// <param name="Events">The event records it takes.</param>
public sealed record Subscription(string Service, string Queue, string Source, IReadOnlySet<Type> Events)
{
    /// <summary>The CloudEvents types it takes, in order.</summary>
    public IReadOnlyList<string> Types { get; } =
    [
        .. EventCatalog.Types.Where(type => Events.Contains(type.Value)).Select(type => type.Key)
            .Order(StringComparer.Ordinal),
    ];
}
