using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.Web.Parts;

namespace Tauro.Web.Pages;

/// <summary>Something that is not the same in two versions of a model.</summary>
/// <param name="Kind">What it is: an attribute, a param, a metric, a tag or a file.</param>
/// <param name="Key">Its name.</param>
/// <param name="Before">The value in the first version; null if it lacks it.</param>
/// <param name="After">The value in the second version; null if it lacks it.</param>
/// <param name="Delta">The difference of two numbers.</param>
public sealed record VersionDifference(string Kind, string Key, string? Before, string? After, string? Delta = null)
{
    /// <summary>Compares two versions, with the params of the runs that made them.</summary>
    public static IReadOnlyList<VersionDifference> Find(
        ModelVersion before, Run? runBefore, ModelVersion after, Run? runAfter) =>
    [
        .. Compare("Version", Attributes(before), Attributes(after)),
        .. Compare("Metric", before.Metrics, after.Metrics),
        .. Compare("Hyperparameter", Strings(before), Strings(after)),
        .. Compare("Param of the run", runBefore?.Params, runAfter?.Params),
        .. Compare("Tag", before.Tags, after.Tags),
        .. Compare("File", Files(before), Files(after)),
    ];

    private static Dictionary<string, string> Attributes(ModelVersion version) => new Dictionary<string, string?>
    {
        ["framework"] = version.Framework.ToString(), ["stage"] = version.Stage.MlflowName,
        ["source"] = version.Source, ["run"] = version.SourceRunId?.Value, ["registered by"] = version.RegisteredBy,
        ["description"] = version.Description,
    }.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);

    private static Dictionary<string, string> Strings(ModelVersion version) =>
        version.Hyperparameters.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    private static Dictionary<string, string> Files(ModelVersion version) => version.Files.ToDictionary(
        file => file.Path, file => $"{Format.Bytes(file.SizeBytes)}, SHA-256 {file.Sha256}");

    private static IEnumerable<VersionDifference> Compare<T>(
        string kind, IReadOnlyDictionary<string, T>? before, IReadOnlyDictionary<string, T>? after)
    {
        var keys = (before?.Keys ?? []).Union(after?.Keys ?? []).Order(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var (hasBefore, hasAfter) = (TryGet(before, key, out var first), TryGet(after, key, out var second));
            if (hasBefore && hasAfter && EqualityComparer<T>.Default.Equals(first, second)) continue;
            yield return new VersionDifference(
                kind, key, hasBefore ? Write(first!) : null, hasAfter ? Write(second!) : null,
                hasBefore && hasAfter && first is double old && second is double now ? Format.Delta(now, old) : null);
        }
    }

    private static bool TryGet<T>(IReadOnlyDictionary<string, T>? values, string key, out T? value)
    {
        value = default;
        return values?.TryGetValue(key, out value) == true;
    }

    private static string Write(object value) => value is double number ? Format.Exact(number) : value.ToString()!;
}
