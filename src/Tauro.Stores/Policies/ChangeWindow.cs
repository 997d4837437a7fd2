using System.Globalization;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>The rule on the time of a change.</summary>
internal static class ChangeWindow
{
    private const int DayMinutes = 24 * 60;

    public static (RuleStatus Status, string Message) Evaluate(PolicyRule rule, long now)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rule.TimeZone!, out var zone))
            return (RuleStatus.Failed, $"This server does not know the time zone '{rule.TimeZone}'. Use another one.");
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(now), zone);
        var window = $"{rule.From} to {rule.To} on {string.Join(", ", rule.Days!)}";
        var time = string.Create(CultureInfo.InvariantCulture, $"It is {local:dddd HH:mm} in {rule.TimeZone}");
        return IsOpen(rule, local)
            ? (RuleStatus.Passed, $"{time}, within {window}.")
            : (RuleStatus.Waiting, $"{time}. Changes are allowed from {window}.");
    }

    public static bool TryParse(string? value, out TimeOnly time) =>
        TimeOnly.TryParseExact(value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    // A window belongs to the day on which it begins, also after midnight.
    private static bool IsOpen(PolicyRule rule, DateTimeOffset local)
    {
        if (!TryParse(rule.From, out var from) || !TryParse(rule.To, out var to)) return false;
        var minutes = (int)(to - from).TotalMinutes;
        if (minutes == 0) minutes = DayMinutes;
        var since = (int)local.TimeOfDay.TotalMinutes - (int)from.ToTimeSpan().TotalMinutes;
        return (rule.Days!.Contains(local.DayOfWeek) && since >= 0 && since < minutes)
            || (rule.Days!.Contains(local.AddDays(-1).DayOfWeek) && since + DayMinutes < minutes);
    }
}
