namespace Tauro.Stores.Local.Tables;

/// <summary>The change of a table whose documents are now in a merged segment.</summary>
/// <param name="Segment">The number of the open merged segment; see <see cref="DocumentTable.OpenSegment"/>.</param>
/// <param name="Steps">Short steps for the writing thread, which cannot fail.</param>
internal sealed record SegmentMove(int Segment, IReadOnlyList<Action> Steps)
{
    public static SegmentMove None { get; } = new(0, []);
}
