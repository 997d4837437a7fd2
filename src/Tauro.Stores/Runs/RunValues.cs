using Tauro.Contracts.Ids;
using Tauro.Stores.Filters;

namespace Tauro.Stores.Runs;

/// <summary>Fields of runs, column by column.</summary>
/// <param name="RunIds">The runs, in order.</param>
/// <param name="TotalCount">The number of all runs that match.</param>
/// <param name="Columns">For each field its values, one for each run; null where a run lacks the field.</param>
public sealed record RunValues(
    IReadOnlyList<RunId> RunIds, int TotalCount, IReadOnlyList<IReadOnlyList<Literal?>> Columns);
