using System.Globalization;
using Tauro.Contracts.Runs;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Runs;

/// <summary>The last point of a page: the next page starts after it, whatever was logged in between.</summary>
internal static class HistoryToken
{
    // Steps and times are strings: a double cannot represent all of them.
    public static string Write(MetricHistoryQuery query, MetricValue last) => PageToken.Write(
        [Literal.From(Format(last.Step)), Literal.From(Format(last.Timestamp)), Literal.From(last.Value)],
        PartsOf(query));

    /// <summary>Reads a token; null when it belongs to this history, or when there is none.</summary>
    public static StoreProblem? Read(MetricHistoryQuery query, out MetricValue? last)
    {
        last = null;
        if (PageToken.Read(query.Page.Token, 3, out var keys, PartsOf(query)) is { } problem) return problem;
        if (keys is null) return null;
        if (keys[2] is not { String: null, Number: var value }
            || !TryRead(keys[0], out var step) || !TryRead(keys[1], out var timestamp))
            return PageToken.Invalid(query.Page.Token!);
        last = new MetricValue(step, timestamp, value);
        return null;
    }

    private static object?[] PartsOf(MetricHistoryQuery query) =>
        ["history", query.RunId, query.Key, query.MinStep, query.MaxStep, query.Order];

    private static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool TryRead(Literal? key, out long number) =>
        long.TryParse(key?.String, CultureInfo.InvariantCulture, out number);
}
