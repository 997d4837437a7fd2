using Tauro.Contracts;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Rules;

/// <summary>How many items a page may be asked for.</summary>
public static class PageRules
{
    /// <summary>Null for a size that is allowed.</summary>
    public static StoreProblem? Check(PageRequest page, int sizeMax = Limits.PageSizeMax) => Allow(page.Size, sizeMax)
        ? null
        : StoreProblem.Invalid(
            ProblemCodes.LimitExceeded, $"max_results is {page.Size}; it goes from 1 to {sizeMax}.");

    public static bool Allow(long size, int sizeMax) => size >= 1 && size <= sizeMax;
}
