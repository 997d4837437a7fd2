namespace Tauro.Stores.Local.Journals;

/// <summary>A complete frame of a segment. One frame is one batch of commits.</summary>
/// <param name="PayloadAt">The offset of the payload in the segment.</param>
/// <param name="Length">The length of the payload in bytes.</param>
/// <param name="End">The offset at which the next frame begins.</param>
internal readonly record struct Frame(int PayloadAt, int Length, int End)
{
    public const int PayloadBytesMax = 64 << 20;
}
