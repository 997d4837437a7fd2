using Tauro.Contracts.Events;
using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>What a source had next.</summary>
/// <param name="Events">In order; may be empty where only the position moved.</param>
/// <param name="Position">How far the follower has come once it has handled them.</param>
/// <param name="Newest">The newest event of the history, as far as the source knows.</param>
/// <param name="Gap">What lies between the position asked for and this batch.</param>
public sealed record EventBatch(
    IReadOnlyList<EventRecord> Events, EventCursor Position, long Newest, EventGap Gap = EventGap.None);
