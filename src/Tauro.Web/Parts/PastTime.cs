using Tauro.ServiceDefaults.Trail;

namespace Tauro.Web.Parts;

/// <summary>The time at which a page shows something as it was, or the present.</summary>
public sealed record PastTime
{
    private readonly long milliseconds;

    private PastTime(string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        Value = value;
        // What is no time is refused by the API, and the page says so.
        if (AsOf.Parse(value, AsOf.Parameter) is { IsOk: true } time) milliseconds = time.Value;
    }

    /// <summary>The time as the API reads it; null for the present.</summary>
    public string? Value { get; }

    public bool IsPast => Value is not null;

    /// <summary>Returns the time of an address. That of an input has no offset, and is UTC.</summary>
    public static PastTime Parse(string? value) => new(UtcTime.ToApi(value));

    /// <summary>Returns the link to another page at the same time.</summary>
    public string Link(string link) => IsPast ? $"{link}?{AsOf.Parameter}={Uri.EscapeDataString(Value!)}" : link;

    /// <summary>Returns the time, or that of a clock for the present.</summary>
    public DateTimeOffset Now(TimeProvider clock) =>
        IsPast ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : clock.GetUtcNow();

    /// <summary>Whether something had happened by then.</summary>
    /// <param name="time">Unix milliseconds; null if it was before all that is known.</param>
    public bool HasReached(long? time) => !IsPast || time is null || time <= milliseconds;

    /// <summary>Whether a period included the time.</summary>
    /// <param name="from">Unix milliseconds; null if it was before all that is known.</param>
    /// <param name="to">Unix milliseconds; null if it has not ended.</param>
    public bool IsWithin(long? from, long? to) => HasReached(from) && (to is null || (IsPast && to > milliseconds));
}
