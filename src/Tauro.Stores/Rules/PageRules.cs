using Tauro.Contracts;
using Tauro.Contracts.Paging;

namespace Tauro.Stores.Rules;

/// <summary>The limits of a page's size.</summary>
public static class PageRules
{
    /// <summary>Checks the size of a page; null when it is allowed.</summary>
    public static StoreProblem? Check(PageRequest page, int sizeMax = Limits.PageSizeMax) => Allow(page.Size, sizeMax)
        ? null
        : StoreProblem.Invalid(
            ProblemCodes.LimitExceeded, $"max_results is {page.Size}; it must be from 1 to {sizeMax}.");

    public static bool Allow(long size, int sizeMax) => size >= 1 && size <= sizeMax;
}
