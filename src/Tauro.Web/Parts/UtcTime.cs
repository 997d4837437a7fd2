using System.Globalization;

namespace Tauro.Web.Parts;

/// <summary>Times that readers enter, in UTC.</summary>
internal static class UtcTime
{
    /// <summary>
    /// Returns a time as the API reads it: that of an input is without an offset. What is no time stays as it is, so
    /// that the API says what is wrong.
    /// </summary>
    public static string? ToApi(string? input) =>
        !string.IsNullOrEmpty(input) && input.Length <= "yyyy-MM-ddTHH:mm:ss.fff".Length
        && !input.All(char.IsAsciiDigit)
        && DateTime.TryParse(input, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : input;
}
