using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Tauro.Stores.Filters;

/// <summary>
/// RLIKE over the rows of one search, with a limit on the total time of all matches: an accepted pattern may still take
/// milliseconds per row.
/// </summary>
internal sealed class RegexTest(string pattern, RegexBudget budget)
{
    private readonly Regex regex = RegexPattern.Compile(pattern);

    /// <exception cref="SearchTooCostlyException">It takes too long; rows are never skipped silently.</exception>
    public bool IsMatch(string value)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var matches = regex.IsMatch(value);
            return budget.TrySpend(Stopwatch.GetElapsedTime(started)) ? matches : throw TooCostly(null);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw TooCostly(e);
        }
    }

    private SearchTooCostlyException TooCostly(Exception? e) => new(
        $"The pattern '{pattern}' takes too long to match; write it without nested repetition, or use LIKE.", e);
}
