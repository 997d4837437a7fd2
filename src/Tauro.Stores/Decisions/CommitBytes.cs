using Tauro.Stores.Paging;

namespace Tauro.Stores.Decisions;

/// <summary>
/// Ends the pieces of a write that is divided into several commits, before one has too many bytes for the local store,
/// which refuses a commit of more than 64 MiB.
/// </summary>
public static class CommitBytes
{
    /// <summary>
    /// Estimated bytes of a piece. As stored, there may be fifteen times as many: JSON has <c>\u0022</c> for a quote,
    /// and a path is stored twice, and twice more in the trail.
    /// </summary>
    public const int Max = 3 << 20;

    /// <summary>Returns how many of the items fit into a piece; at least one, if there is one.</summary>
    public static int CountFitting<T>(IEnumerable<T> items, Func<T, long> estimate) =>
        PageBytes.CountFitting(items, estimate, Max);
}
