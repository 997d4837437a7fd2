using Tauro.Contracts.Events;

namespace Tauro.Events;

internal static class PublishWindow
{
    /// <summary>Counts the events from an index that have different subjects, to publish them together.</summary>
    public static int LengthAt(
        IReadOnlyList<EventRecord> events, int start, int lengthMax)
    {
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        var length = 0;
        while (length < lengthMax && start + length < events.Count && subjects.Add(events[start + length].Subject))
            length++;
        return length;
    }
}
