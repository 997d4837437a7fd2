using System.Globalization;

namespace Tauro.Stores.Trail;

/// <summary>Times in messages about the past.</summary>
public static class PastTime
{
    // The range of DateTimeOffset.
    private const long MillisecondsMin = -62_135_596_800_000;
    private const long MillisecondsMax = 253_402_300_799_999;

    /// <param name="time">Unix milliseconds.</param>
    public static string Format(long time) => time is < MillisecondsMin or > MillisecondsMax
        ? time.ToString(CultureInfo.InvariantCulture)
        : DateTimeOffset.FromUnixTimeMilliseconds(time)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
