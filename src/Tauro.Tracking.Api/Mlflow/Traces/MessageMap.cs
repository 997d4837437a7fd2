using System.Text.Json;
using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Reads maps of strings. Long values are cut, as MLflow's server does by default.</summary>
internal static class MessageMap
{
    /// <summary>Returns null when the map is absent.</summary>
    public static IReadOnlyDictionary<string, string>? Read(MlflowMessage message, string name)
    {
        if (message.Message(name) is not { } map) return null;
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in map.Fields.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String) throw MlflowMessage.InvalidValue(name, map.Fields);
            values[member.Name] = Cut(member.Value.GetString()!);
        }

        return values;
    }

    public static string Cut(string value) => value.Length <= Limits.TraceValueLengthMax ? value
        : value[..(char.IsHighSurrogate(value[Limits.TraceValueLengthMax - 1])
            ? Limits.TraceValueLengthMax - 1 : Limits.TraceValueLengthMax)];
}
