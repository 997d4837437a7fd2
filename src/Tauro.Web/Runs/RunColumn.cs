using Tauro.Contracts;
using Tauro.Contracts.Runs;
using Tauro.Web.Parts;

namespace Tauro.Web.Runs;

/// <summary>A metric, param or tag as a column of the runs table.</summary>
/// <param name="Kind"><c>metrics</c>, <c>params</c> or <c>tags</c>.</param>
/// <param name="Key">The key.</param>
public sealed record RunColumn(string Kind, string Key)
{
    public const string Metrics = "metrics";
    public const string Params = "params";
    public const string Tags = "tags";

    /// <summary>The form in URLs and in the fields of a search: <c>metrics.loss</c>.</summary>
    public string Name => $"{Kind}.{Key}";

    /// <summary>The form in filters and orders, where other characters than letters and digits are quoted.</summary>
    public string FilterName => Key.All(IsPlain) ? Name : $"{Kind}.`{Key.Replace("`", "``")}`";

    public bool IsNumeric => Kind == Metrics;

    /// <summary>Reads a column of a URL; null when it is none.</summary>
    public static RunColumn? Parse(string? name) =>
        name?.Split('.', 2) is [Metrics or Params or Tags, { Length: > 0 and <= Limits.KeyLengthMax } key] parts
            ? new RunColumn(parts[0], key)
            : null;

    /// <summary>The number of a run with which its baseline is compared; null if there is none.</summary>
    public double? NumberIn(Run? run) =>
        IsNumeric && run is not null && run.Metrics.TryGetValue(Key, out var point) ? point.Value : null;

    /// <summary>The value as it is shown, and all of it.</summary>
    public (string Text, string Title)? ValueIn(Run run) => Kind switch
    {
        Metrics => run.Metrics.TryGetValue(Key, out var point)
            ? (Format.Number(point.Value), $"{Format.Exact(point.Value)} at step {point.Step}")
            : null,
        Params => run.Params.TryGetValue(Key, out var param) ? (Format.Start(param), param) : null,
        _ => run.Tags.TryGetValue(Key, out var tag) ? (Format.Start(tag), tag) : null,
    };

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
