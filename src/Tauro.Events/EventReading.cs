using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Events;

namespace Tauro.Events;

/// <summary>Reads events so that one that cannot be read holds up none behind it.</summary>
internal static class EventReading
{
    /// <summary>What an event says; null, with a line in the log, where this version cannot read it.</summary>
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
