namespace Tauro.Stores.Filters;

/// <summary>The time that the regular expressions of one search may take at all rows.</summary>
internal sealed class RegexBudget
{
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(5);

    private long spent;

    /// <summary>Counts the time of a match. Returns false when there is none left.</summary>
    public bool TrySpend(TimeSpan time) => Interlocked.Add(ref spent, time.Ticks) <= Total.Ticks;
}
