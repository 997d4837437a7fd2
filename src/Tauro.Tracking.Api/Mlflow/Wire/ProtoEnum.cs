using System.Globalization;
using System.Text.Json;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Wire;

/// <summary>
/// The values of protobuf's enums: names in upper case. A request may also have their numbers, where 0 and the name
/// that ends in <c>_UNSPECIFIED</c> stand for none, and 1 is the first value.
/// </summary>
internal static class ProtoEnum
{
    public static string Name<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    /// <summary>Gets a value; null when there is none.</summary>
    public static T? Read<T>(MlflowMessage message, string name) where T : struct, Enum
    {
        if (!message.Has(name)) return null;
        var sent = message.Fields.GetProperty(name);
        var value = sent.ValueKind == JsonValueKind.Number ? sent.GetRawText() : message.String(name)!;
        var values = Enum.GetValues<T>();
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number == 0 ? null
                : number <= values.Length ? values[number - 1]
                : throw MlflowMessage.InvalidValue(name, sent);
        if (value.Length == 0 || value.EndsWith("_UNSPECIFIED", StringComparison.Ordinal)) return null;
        var found = values.Where(known => Name(known) == value).ToArray();
        return found.Length > 0 ? found[0] : throw MlflowMessage.InvalidValue(name, sent);
    }

    public static T Required<T>(MlflowMessage message, string name) where T : struct, Enum =>
        Read<T>(message, name) ?? throw MlflowMessage.MissingValue(name);
}
