using System.Text.Json.Serialization.Metadata;
using Tauro.Contracts.Events;

namespace Tauro.Contracts.Json;

/// <summary>
/// Keeps an event's subject out of its data: it is an attribute of the record around it. The serializer does not see
/// the attribute that says so on the abstract property.
/// </summary>
public static class EventSubject
{
    public static void LeaveOut(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(LifecycleEvent))) return;
        if (type.Properties.FirstOrDefault(member => member.Name == "subject") is { } subject)
            type.Properties.Remove(subject);
    }
}
