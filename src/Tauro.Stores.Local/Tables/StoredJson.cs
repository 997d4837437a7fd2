using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;

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
        options.Converters.Insert(1, new StoredMetricsConverter());
        options.Converters.Insert(2, new PackedSpanContentConverter());
        options.TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(OmitDerived);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>
    /// A version takes its name and its aliases from its model. They are not stored with it: a rename or an alias would
    /// then change all versions of the model. Folders that have them are read without them.
    /// </summary>
    private static void OmitDerived(JsonTypeInfo type)
    {
        if (type.Type != typeof(ModelVersion)) return;
        type.CreateObject = () => new ModelVersion { ModelId = default, Name = "", Version = 0 };
        foreach (var property in type.Properties.Where(property => property.Name is "name" or "aliases").ToList())
            type.Properties.Remove(property);
    }
}
