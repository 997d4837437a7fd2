using Tauro.Contracts.Retention;

namespace Tauro.Stores.Local.Retention;

/// <summary>An item that was selected.</summary>
/// <param name="Item">The item.</param>
/// <param name="Rank">For a live run: its rank.</param>
internal sealed record RetainedItem(RetentionItem Item, RunRank? Rank = null);
