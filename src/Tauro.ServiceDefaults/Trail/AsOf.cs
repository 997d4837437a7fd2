using System.Globalization;
using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Trail;

/// <summary>
/// The query parameter <c>as_of</c>: a time, as Unix milliseconds or in RFC 3339 with its offset, at which a resource
/// is shown as it was.
/// </summary>
public static class AsOf
{
    public const string Parameter = "as_of";

    private static readonly string[] Formats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The store keeps no trail.</summary>
    public static StoreProblem NoTrail { get; } = StoreProblem.Invalid(
        ProblemCodes.BeforeTrail, "The store of this service keeps no trail. Leave out as_of for the present.");

    /// <summary>Reads the past of a store.</summary>
    /// <param name="value">The value of the parameter.</param>
    /// <param name="history">The past; null if the store keeps no trail.</param>
    /// <param name="read">Reads at a time, in Unix milliseconds.</param>
    public static async ValueTask<StoreOutcome<T>> Read<THistory, T>(
        string value, THistory? history, Func<THistory, long, ValueTask<StoreOutcome<T>>> read)
        where THistory : class
    {
        if (history is null) return NoTrail;
        var time = Parse(value, Parameter);
        return time.IsOk ? await read(history, time.Value) : time.Problem;
    }

    /// <summary>Parses a time. One without an offset would depend on the machine, and is refused.</summary>
    public static StoreOutcome<long> Parse(string value, string parameter)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()) return milliseconds;

        // A plus sign that is not escaped arrives as a space.
        var isTime = DateTimeOffset.TryParseExact(
            value.Replace(' ', '+'), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal,
            out var time);
        return isTime && HasOffset(value)
            ? time.ToUnixTimeMilliseconds()
            : StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"{parameter} is '{value}'; send Unix milliseconds, or a time such as 2026-03-01T12:00:00Z.");
    }

    private static bool HasOffset(string value) => value[^1] == 'Z' || value.LastIndexOfAny(['+', '-', ' ']) > 10;
}
