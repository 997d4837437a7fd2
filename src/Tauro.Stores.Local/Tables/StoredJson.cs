using System.Text.Json;
using Tauro.Contracts.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// The JSON options of the store: those of the API, with converters to forms that take little memory.
/// </summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(TauroJson.Options);
        options.Converters.Insert(0, new StringMapConverter());
        options.Converters.Insert(1, new LatestMetricsConverter());
        options.Converters.Insert(2, new PackedSpanContentConverter());
        options.MakeReadOnly();
        return options;
    }
}
