using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tauro.Contracts.Models;

namespace Tauro.Contracts.Json;

/// <summary>
/// The JSON settings of Tauro's API: snake_case names, enums as UPPER_SNAKE strings, absent instead of null,
/// <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> as strings. A member that is neither nullable nor optional is
/// required.
/// </summary>
public static class TauroJson
{
    /// <summary>The shared, read-only options. Copy them to add converters.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Applies the settings to options that a host owns.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.TypeInfoResolver =
            (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(RequiredMembers.Mark);
        options.MaxDepth = 64;
        // A converter in this list outranks a type's [JsonConverter], so frameworks need theirs before that of enums.
        options.Converters.Add(new ModelFrameworkConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
