using System.Text.Json;

namespace Tauro.Tracking.Api.Otlp;

/// <summary>An <c>ExportTraceServiceResponse</c>: empty, unless spans were rejected or there is a warning.</summary>
/// <param name="RejectedSpans">The spans that were not stored because an id has only zeros.</param>
/// <param name="Warning">Another message for the sender; null for none.</param>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#partial-success</remarks>
internal sealed record PartialSuccess(int RejectedSpans, string? Warning)
{
    private string? Message => RejectedSpans == 0
        ? Warning
        : $"{RejectedSpans} spans were rejected: a trace id or span id has only zeros. {Warning}".TrimEnd();

    public byte[] ToJson() => Message is null
        ? "{}"u8.ToArray()
        // Protobuf's JSON has 64-bit numbers as strings.
        : JsonSerializer.SerializeToUtf8Bytes(
            new { partialSuccess = new { rejectedSpans = $"{RejectedSpans}", errorMessage = Message } });

    public byte[] ToProtobuf()
    {
        if (Message is null) return [];
        var message = new ProtobufWriter();
        if (RejectedSpans > 0) message.Number(1, (ulong)RejectedSpans);
        message.String(2, Message);
        var response = new ProtobufWriter();
        response.Block(1, message.Written);
        return response.Written.ToArray();
    }
}
