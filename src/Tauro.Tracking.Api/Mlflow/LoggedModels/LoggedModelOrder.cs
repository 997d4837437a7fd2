using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

/// <summary>
/// The sort keys of a search: objects of <c>field_name</c>, <c>ascending</c> (the default) and, for a metric,
/// <c>dataset_name</c> and <c>dataset_digest</c>.
/// </summary>
internal static class LoggedModelOrder
{
    private const string Metrics = "metrics.";

    public static OrderBy[] Read(IReadOnlyList<MlflowMessage> keys)
    {
        if (keys.Count > OrderByParser.KeysMax)
            throw MlflowException.Invalid(
                $"There are {keys.Count} order_by keys; the limit is {OrderByParser.KeysMax}.");
        // A repeated key can't change the order, so it is dropped.
        return [.. keys.Select(Read).DistinctBy(key => key.Field)];
    }

    /// <summary>Formats the keys for the page token, in one form however the client wrote them.</summary>
    public static string? Format(MlflowMessage request)
    {
        var keys = request.Messages("order_by");
        return keys.Count == 0 ? null : $"[{string.Join(", ", keys.Select(FormatKey))}]";
    }

    private static string FormatKey(MlflowMessage key)
    {
        var ascending = key.Flag("ascending") is false ? "False" : "True";
        return $"{{'field_name': '{key.String("field_name")}', 'ascending': {ascending}, "
            + $"'dataset_name': '{key.String("dataset_name")}', 'dataset_digest': '{key.String("dataset_digest")}'}}";
    }

    private static OrderBy Read(MlflowMessage key)
    {
        var name = key.RequiredString("field_name");
        return new OrderBy(FieldOf(name, key), key.Flag("ascending") is false);
    }

    private static Field FieldOf(string name, MlflowMessage key)
    {
        if (name.StartsWith(Metrics, StringComparison.Ordinal) && name.Length > Metrics.Length)
        {
            return new Field(FieldKind.Metric, name[Metrics.Length..].Trim('`'))
            {
                DatasetName = NullIfEmpty(key.String("dataset_name")),
                DatasetDigest = NullIfEmpty(key.String("dataset_digest")),
            };
        }

        var parsed = OrderByParser.Parse([name], FilterVocabulary.LoggedModels);
        if (parsed.IsOk && parsed.Value is [{ Field.Kind: FieldKind.Attribute } attribute]) return attribute.Field;
        var why = name.Contains('.') ? ". Only metrics are supported." : "";
        throw MlflowException.Invalid($"Invalid order by field name: {MlflowNames.Cut(name, 200)}{why}");
    }

    private static string? NullIfEmpty(string? value) => value is { Length: > 0 } ? value : null;
}
