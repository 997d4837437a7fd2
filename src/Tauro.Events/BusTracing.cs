using System.Diagnostics;
using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>Links the spans of the relay and the consumers to the request that caused the event.</summary>
public static class BusTracing
{
    public const string SourceName = "Tauro.Bus";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? StartPublish(EventRecord record) =>
        Start($"publish {record.Type}", ActivityKind.Producer, record.Traceparent);

    internal static Activity? StartConsume(EventRecord record) =>
        Start($"consume {record.Type}", ActivityKind.Consumer, record.Traceparent);

    private static Activity? Start(string name, ActivityKind kind, string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);
}
