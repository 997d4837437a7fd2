using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>Reads events, so that an event that cannot be read does not block later ones.</summary>
internal static class EventReading
{
    /// <summary>Reads the data of an event. Logs an error and returns null if this version cannot read it.</summary>
    public static LifecycleEvent? Read(EventRecord record, ILogger log)
    {
        try
        {
            if (EventCatalog.Read(record) is { } lifecycleEvent) return lifecycleEvent;
            log.EventSkipped(record.Id, record.Type, "this version does not know the type");
        }
        catch (JsonException error)
        {
            log.EventSkipped(record.Id, record.Type, error.Message);
        }

        // An event that can't be read now can't be read later either; retrying it would block all events after it.
        return null;
    }
}
