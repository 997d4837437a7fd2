using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Tauro.Contracts.Models;

namespace Tauro.Contracts.Json;

/// <summary>
/// JSON as Tauro speaks it: snake_case names, enums as UPPER_SNAKE text, absent instead of null,
/// <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> as strings. A member that is neither nullable nor optional must be
/// there.
/// </summary>
public static class TauroJson
{
    /// <summary>Shared read-only options; add nothing to them, copy them.</summary>
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
        // A converter in this list outranks the one that a type names for itself: frameworks have theirs here, first.
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
