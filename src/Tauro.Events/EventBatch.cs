using Tauro.Contracts.Events;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>The next events of a source.</summary>
/// <param name="Events">The events in order; empty when only the position has moved.</param>
/// <param name="Position">The follower's position after it has handled the events.</param>
/// <param name="Newest">The newest event of the history that the source knows of.</param>
/// <param name="Gap">The events that are missing between the requested position and this batch.</param>
public sealed record EventBatch(
    IReadOnlyList<EventRecord> Events, EventCursor Position, long Newest, EventGap Gap = EventGap.None);
