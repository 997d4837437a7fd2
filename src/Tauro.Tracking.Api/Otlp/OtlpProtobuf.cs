namespace Tauro.Tracking.Api.Otlp;

/// <summary>Reads the spans of an <c>ExportTraceServiceRequest</c> in protobuf.</summary>
internal static class OtlpProtobuf
{
    /// <exception cref="OtlpFormatException">The body is not such a message.</exception>
    public static List<OtlpSpan> Read(ReadOnlySpan<byte> body)
    {
        var spans = new List<OtlpSpan>();
        var request = new ProtobufReader(body);
        while (request.Next())
        {
            if (request.Field == 1) ReadResource(request.Bytes(), spans);
            else request.Skip();
        }

        return spans;
    }

    private static void ReadResource(ReadOnlySpan<byte> message, List<OtlpSpan> spans)
    {
        var resource = new ProtobufReader(message);
        while (resource.Next())
        {
            if (resource.Field != 2)
            {
                resource.Skip();
                continue;
            }

            var scope = new ProtobufReader(resource.Bytes());
            while (scope.Next())
            {
                if (scope.Field == 2) spans.Add(ReadSpan(scope.Bytes()));
                else scope.Skip();
            }
        }
    }

    private static OtlpSpan ReadSpan(ReadOnlySpan<byte> message)
    {
        var span = new OtlpSpan();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: span.TraceId = reader.Bytes().ToArray(); break;
                case 2: span.SpanId = reader.Bytes().ToArray(); break;
                case 3: span.TraceState = reader.String(); break;
                case 4: span.ParentSpanId = reader.Bytes().ToArray(); break;
                case 5: span.Name = reader.String(); break;
                case 6: span.Kind = (long)reader.Varint(); break;
                case 7: span.StartTimeUnixNano = reader.Fixed64(); break;
                case 8: span.EndTimeUnixNano = reader.Fixed64(); break;
                case 9: span.Attributes.Add(ReadAttribute(reader.Bytes(), 0)); break;
                case 11: span.Events.Add(ReadEvent(reader.Bytes())); break;
                case 13: span.Links.Add(ReadLink(reader.Bytes())); break;
                case 15: ReadStatus(reader.Bytes(), span); break;
                default: reader.Skip(); break;
            }
        }

        return span;
    }

    private static void ReadStatus(ReadOnlySpan<byte> message, OtlpSpan span)
    {
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 2) span.StatusMessage = reader.String();
            else if (reader.Field == 3) span.StatusCode = (long)reader.Varint();
            else reader.Skip();
        }
    }

    private static OtlpEvent ReadEvent(ReadOnlySpan<byte> message)
    {
        var (time, name, attributes) = (0UL, "", new List<OtlpAttribute>());
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1) time = reader.Fixed64();
            else if (reader.Field == 2) name = reader.String();
            else if (reader.Field == 3) attributes.Add(ReadAttribute(reader.Bytes(), 0));
            else reader.Skip();
        }

        return new(time, name, attributes);
    }

    private static OtlpLink ReadLink(ReadOnlySpan<byte> message)
    {
        var (traceId, spanId, attributes) = (Array.Empty<byte>(), Array.Empty<byte>(), new List<OtlpAttribute>());
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1) traceId = reader.Bytes().ToArray();
            else if (reader.Field == 2) spanId = reader.Bytes().ToArray();
            else if (reader.Field == 4) attributes.Add(ReadAttribute(reader.Bytes(), 0));
            else reader.Skip();
        }

        return new(traceId, spanId, attributes);
    }

    private static OtlpAttribute ReadAttribute(ReadOnlySpan<byte> message, int depth)
    {
        var (key, value) = ("", (object?)null);
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1) key = reader.String();
            else if (reader.Field == 2) value = ReadValue(reader.Bytes(), depth);
            else reader.Skip();
        }

        return new(key, value);
    }

    private static object? ReadValue(ReadOnlySpan<byte> message, int depth)
    {
        if (depth > OtlpAttribute.ValueDepthMax) throw OtlpAttribute.TooDeep();
        object? value = null;
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: value = reader.String(); break;
                case 2: value = reader.Varint() != 0; break;
                case 3: value = (long)reader.Varint(); break;
                case 4: value = reader.Double(); break;
                case 5: value = ReadItems(reader.Bytes(), depth + 1); break;
                case 6: value = ReadMembers(reader.Bytes(), depth + 1); break;
                case 7: value = reader.Bytes().ToArray(); break;
                default: reader.Skip(); break;
            }
        }

        return value;
    }

    private static List<object?> ReadItems(ReadOnlySpan<byte> message, int depth)
    {
        var items = new List<object?>();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1) items.Add(ReadValue(reader.Bytes(), depth));
            else reader.Skip();
        }

        return items;
    }

    private static List<OtlpAttribute> ReadMembers(ReadOnlySpan<byte> message, int depth)
    {
        var members = new List<OtlpAttribute>();
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            if (reader.Field == 1) members.Add(ReadAttribute(reader.Bytes(), depth));
            else reader.Skip();
        }

        return members;
    }
}
