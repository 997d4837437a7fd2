namespace Tauro.TestServers.Access;

/// <summary>What a line of the <see cref="AccessTable"/> means for each caller.</summary>
internal static class ExpectedCell
{
    /// <summary>Returns what a caller gets.</summary>
    /// <param name="requirement">The right side of the line.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="hasAll">Whether the level is on all experiments and models, and not on single ones.</param>
    public static MatrixCell Get(string requirement, MatrixCaller caller, bool hasAll) =>
        (requirement.Split(' '), caller) switch
        {
            (["PUBLIC"], _) => MatrixCell.Admitted,
            (_, MatrixCaller.Anonymous) => MatrixCell.Unauthenticated,
            (["ANY", "ACCOUNT"], _) => MatrixCell.Admitted,
            (["ADMINISTRATOR"] or ["SERVICE", _], _) => MatrixCell.Forbidden,
            // It may do all of that in its own workspace.
            (["CREATE", _] or [_, "all", _], MatrixCaller.Elsewhere) => MatrixCell.Admitted,
            // A level on experiments and models is none on the workspace.
            (["CREATE", _] or [_, "all", "WORKSPACE"], _) => MatrixCell.Forbidden,
            ([_, "all", _], _) when !hasAll => MatrixCell.Forbidden,
            (_, MatrixCaller.Elsewhere) => MatrixCell.Hidden,
            ([var level, ..], _) when caller >= Enum.Parse<MatrixCaller>(level, ignoreCase: true) => MatrixCell.Served,
            _ => MatrixCell.Forbidden,
        };
}
