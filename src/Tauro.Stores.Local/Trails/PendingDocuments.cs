using Tauro.Stores.Local.Journals;

namespace Tauro.Stores.Local.Trails;

/// <summary>
/// Finds a document that the current commit writes or removes, which the state does not know yet or any more; null for
/// others.
/// </summary>
internal delegate object? PendingDocuments(TableId table, string key);
