using System.Globalization;
using Tauro.Contracts.Events;

namespace Tauro.ServiceDefaults.Bus.Bridge;

/// <summary>
/// The last event that Redis has of a service, kept there in one transaction with the events. It tells a relay whether
/// a publish whose answer was lost took place, and whether Redis has lost data. The event's time is part of it because
/// a sequence alone is the same in two histories, such as before and after a data folder was deleted.
/// </summary>
internal readonly record struct BridgeMark(long Sequence, long TimeTicks)
{
    public static BridgeMark Of(EventRecord record) => new(record.Sequence, record.Time.UtcTicks);

    public static bool TryParse(string? text, out BridgeMark mark)
    {
        mark = default;
        if (text?.Split('@') is not [var sequence, var ticks]) return false;
        if (!long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        if (!long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var time)) return false;
        mark = new BridgeMark(number, time);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}@{TimeTicks}");
}
