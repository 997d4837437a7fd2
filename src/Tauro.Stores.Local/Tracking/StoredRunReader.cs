using System.Text.Json;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Reads several fields of stored runs, each run in one pass and without decoding its other members.</summary>
internal sealed class StoredRunReader
{
    private const int NameLengthMax = 256;

    private readonly Members attributes = new();
    private readonly Members parameters = new();
    private readonly Members metrics = new();
    private readonly Members tags = new();

    public StoredRunReader(IReadOnlyList<Field> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (!CanRead(fields[i])) continue;
            var (members, name) = fields[i] switch
            {
                { Kind: FieldKind.Param, Key: var key } => (parameters, key),
                { Kind: FieldKind.Metric, Key: var key } => (metrics, key),
                { Kind: FieldKind.Tag, Key: var key } => (tags, key),
                { Key: "run_name" } => (attributes, "name"),
                { Key: var key } => (attributes, key),
            };
            members.Add(name, i, fields[i].Function);
        }
    }

    /// <summary>Whether a field is a member of the stored form.</summary>
    public static bool CanRead(Field field) => field is { OfParent: false } and (
        { Kind: FieldKind.Param or FieldKind.Metric or FieldKind.Tag }
        or { Kind: FieldKind.Attribute, Key: "run_name" or "status" or "user_id" or "end_time" });

    /// <summary>Sets the values of the fields that can be read; others keep their values.</summary>
    public void Read(ReadOnlySpan<byte> json, Literal?[] values)
    {
        var reader = new Utf8JsonReader(json);
        for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; reader.Skip())
        {
            if (reader.ValueTextEquals("params"u8)) ReadMap(ref reader, parameters, values);
            else if (reader.ValueTextEquals("tags"u8)) ReadMap(ref reader, tags, values);
            else if (reader.ValueTextEquals("metrics"u8)) ReadMetrics(ref reader, values);
            else if (attributes.Find(ref reader) is { } places) ReadValue(ref reader, places, values);
        }
    }

    private static void ReadMap(ref Utf8JsonReader reader, Members members, Literal?[] values)
    {
        if (members.IsEmpty) return;
        for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; reader.Skip())
            if (members.Find(ref reader) is { } places) ReadValue(ref reader, places, values);
    }

    private static void ReadValue(
        ref Utf8JsonReader reader, List<(int Place, FieldFunction Function)> places, Literal?[] values)
    {
        reader.Read();
        Literal? value = reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number => Literal.From(reader.GetDouble()),
            _ => Literal.From(StringPool.Read(ref reader)!),
        };
        foreach (var (place, _) in places) values[place] = value;
    }

    private void ReadMetrics(ref Utf8JsonReader reader, Literal?[] values)
    {
        if (metrics.IsEmpty) return;
        for (reader.Read(); reader.Read() && reader.TokenType == JsonTokenType.PropertyName; reader.Skip())
        {
            if (metrics.Find(ref reader) is not { } places) continue;
            reader.Read();
            var metric = StoredMetricsConverter.ReadMetric(ref reader);
            foreach (var (place, function) in places)
            {
                var number = function switch
                {
                    FieldFunction.None => metric.Latest.Value,
                    FieldFunction.Min => metric.Range?.Min,
                    FieldFunction.Max => metric.Range?.Max,
                    _ => metric.Range?.First.Value,
                };
                values[place] = number is { } found ? Literal.From(found) : null;
            }
        }
    }

    /// <summary>The fields that are read of an object, by the names of its members.</summary>
    private sealed class Members
    {
        private readonly Dictionary<string, List<(int Place, FieldFunction Function)>> places =
            new(StringComparer.Ordinal);

        public bool IsEmpty => places.Count == 0;

        public void Add(string name, int place, FieldFunction function)
        {
            if (!places.TryGetValue(name, out var found)) places[name] = found = [];
            found.Add((place, function));
        }

        /// <summary>Finds the fields of the member at whose name the reader is; null when there are none.</summary>
        public List<(int Place, FieldFunction Function)>? Find(ref Utf8JsonReader reader)
        {
            if (reader.ValueSpan.Length > NameLengthMax) return places.GetValueOrDefault(reader.GetString()!);
            Span<char> name = stackalloc char[NameLengthMax];
            var byName = places.GetAlternateLookup<ReadOnlySpan<char>>();
            return byName.TryGetValue(name[..reader.CopyString(name)], out var found) ? found : null;
        }
    }
}
