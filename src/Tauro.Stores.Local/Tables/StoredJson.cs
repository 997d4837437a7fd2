using System.Text.Json;
using Tauro.Contracts.Json;

namespace Tauro.Stores.Local.Tables;

/// <summary>JSON as the store writes and reads it: Tauro's own, read into forms that take little memory.</summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(TauroJson.Options);
        options.Converters.Insert(0, new TextMapConverter());
        options.Converters.Insert(1, new LatestMetricsConverter());
        options.Converters.Insert(2, new PackedSpanContentConverter());
        options.MakeReadOnly();
        return options;
    }
}
