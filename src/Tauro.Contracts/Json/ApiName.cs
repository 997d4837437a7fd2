using System.Text.Json;

namespace Tauro.Contracts.Json;

/// <summary>Returns the name of an enum value in the API, for messages: <c>PENDING_REGISTRATION</c>.</summary>
public static class ApiName
{
    public static string Get<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonSerializer.Serialize(value, TauroJson.Options).Trim('"');
}
