using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>Converts the outcome of a store operation to the result of a handler.</summary>
public static class StoreOutcomeResults
{
    /// <summary>
    /// <c>outcome.ToResult(run => TypedResults.Created(uri, run))</c>: returns the result for the value, or the problem
    /// as 400, 404 or 409.
    /// </summary>
    public static Results<TOk, Invalid, NotFound, Conflict> ToResult<T, TOk>(
        this StoreOutcome<T> outcome, Func<T, TOk> ok)
        where TOk : IResult =>
        outcome.Problem is { } problem ? problem.ToResult<TOk>() : ok(outcome.Value);

    /// <summary>Like <see cref="ToResult{T,TOk}"/>, for a handler that may also refuse with 403.</summary>
    public static Results<TOk, Forbidden, Invalid, NotFound, Conflict> ToGuardedResult<T, TOk>(
        this StoreOutcome<T> outcome, Func<T, TOk> ok)
        where TOk : IResult => outcome.Problem switch
        {
            null => ok(outcome.Value),
            { Kind: ProblemKind.NotFound } problem => new NotFound(problem),
            { Kind: ProblemKind.Conflict } problem => new Conflict(problem),
            var problem => new Invalid(problem),
        };

    /// <summary>Returns the problem as 400, 404 or 409.</summary>
    public static Results<TOk, Invalid, NotFound, Conflict> ToResult<TOk>(this StoreProblem problem)
        where TOk : IResult => problem.Kind switch
        {
            ProblemKind.Invalid => new Invalid(problem),
            ProblemKind.NotFound => new NotFound(problem),
            ProblemKind.Conflict => new Conflict(problem),
            _ => throw new ArgumentOutOfRangeException(nameof(problem), problem.Kind, "Not a kind of problem."),
        };
}
