using Tauro.Contracts.Runs;

namespace Tauro.Web.Runs;

/// <summary>A row of the runs table.</summary>
/// <param name="Run">The run.</param>
/// <param name="Depth">0 for a run at the root.</param>
/// <param name="ChildCount">In a tree, the runs right under it; otherwise 0.</param>
public sealed record RunRow(Run Run, int Depth, long ChildCount)
{
    /// <summary>Creates a row of a table without a tree.</summary>
    public static RunRow Flat(Run run) => new(run, 0, 0);
}
