namespace Tauro.Web.Lineage;

/// <summary>Things of the same kind in a lineage.</summary>
/// <param name="Nodes">From the top.</param>
/// <param name="Edges">
/// Which of them lead to which of the next column, by their positions; null if each leads to each.
/// </param>
public sealed record LineageColumn(
    IReadOnlyList<LineageNode> Nodes, IReadOnlyList<(int From, int To)>? Edges = null);
