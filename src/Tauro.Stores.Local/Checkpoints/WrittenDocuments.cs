using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>The documents of one table that a checkpoint wrote into a segment.</summary>
/// <param name="Table">The table.</param>
/// <param name="Segment">The number of the open segment; see <see cref="DocumentTable.OpenSegment"/>.</param>
/// <param name="Documents">The documents, with locations in the file 0.</param>
internal sealed record WrittenDocuments(DocumentTable Table, int Segment, List<StoredDocument> Documents);
