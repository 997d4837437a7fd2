using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tauro.Stores.Rules;

/// <summary>
/// Writes JSON as Python's <c>json.dumps</c> does: a space after each comma and colon, and only ASCII. MLflow's clients
/// compare the tags that they and the server write as strings.
/// </summary>
public static class PythonJson
{
    public static string Write(JsonNode? json)
    {
        var written = new StringBuilder();
        Write(written, json);
        return written.ToString();
    }

    private static void Write(StringBuilder target, JsonNode? json)
    {
        switch (json)
        {
            case JsonObject members:
                WriteItems(target, '{', members, '}', member =>
                {
                    WriteString(target, member.Key);
                    target.Append(": ");
                    Write(target, member.Value);
                });
                break;
            case JsonArray items:
                WriteItems(target, '[', items, ']', item => Write(target, item));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                WriteString(target, value.GetValue<string>());
                break;
            default:
                target.Append(json?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void WriteItems<T>(
        StringBuilder target, char open, IEnumerable<T> items, char close, Action<T> write)
    {
        target.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) target.Append(", ");
            isFirst = false;
            write(item);
        }

        target.Append(close);
    }

    private static void WriteString(StringBuilder target, string value)
    {
        target.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => target.Append('\\').Append(c),
                '\n' => target.Append("\\n"),
                '\r' => target.Append("\\r"),
                '\t' => target.Append("\\t"),
                '\f' => target.Append("\\f"),
                '\b' => target.Append("\\b"),
                >= ' ' and <= '~' => target.Append(c),
                _ => target.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
            };
        }

        target.Append('"');
    }
}
