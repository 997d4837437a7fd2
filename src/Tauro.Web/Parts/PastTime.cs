using Tauro.ServiceDefaults.Trail;

namespace Tauro.Web.Parts;

/// <summary>The time at which a page shows something as it was.</summary>
/// <param name="Value">As the API reads it; null for the present.</param>
public sealed record PastTime(string? Value)
{
    public bool IsPast => !string.IsNullOrEmpty(Value);

    /// <summary>Returns the time of an address; that of an input is without an offset.</summary>
    public static PastTime Parse(string? value) => new(UtcTime.ToApi(value));

    /// <summary>Returns the link to another page at the same time.</summary>
    public string Link(string link) =>
        IsPast ? $"{link}?{AsOf.Parameter}={Uri.EscapeDataString(Value!)}" : link;

    /// <summary>Whether something that has a begin and an end was there at the time.</summary>
    /// <param name="from">Unix milliseconds; null if it was always there.</param>
    /// <param name="to">Unix milliseconds; null if it is still there.</param>
    public bool IsWithin(long? from, long? to)
    {
        if (!IsPast) return to is null;
        var time = AsOf.Parse(Value!, AsOf.Parameter).Value;
        return (from ?? long.MinValue) <= time && time < (to ?? long.MaxValue);
    }
}
