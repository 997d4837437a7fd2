using System.Globalization;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>
/// Times and durations in protobuf's JSON: <c>2026-01-31T12:00:00.250Z</c> and <c>1.500s</c>. They are stored in
/// milliseconds. The fraction is written with three digits, or left out when it is zero.
/// </summary>
internal static class ProtoTime
{
    /// <summary>Returns null when the member is absent.</summary>
    public static long? Time(MlflowMessage message, string name)
    {
        if (message.String(name) is not { } value) return null;
        return DateTimeOffset.TryParse(
            value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw MlflowMessage.InvalidValue(name, message.Fields.GetProperty(name));
    }

    /// <summary>Returns null when the member is absent.</summary>
    public static long? Duration(MlflowMessage message, string name)
    {
        if (message.String(name) is not { } value) return null;
        return value.EndsWith('s')
            && decimal.TryParse(value[..^1], NumberStyles.Number, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs(seconds) < 315_576_000_000m
            ? (long)(seconds * 1000)
            : throw MlflowMessage.InvalidValue(name, message.Fields.GetProperty(name));
    }

    public static string Time(long milliseconds)
    {
        var bounded = Math.Clamp(
            milliseconds, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(),
            DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
        var format = bounded % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        return DateTimeOffset.FromUnixTimeMilliseconds(bounded).ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Duration(long milliseconds) => milliseconds % 1000 == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}s")
        : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000m:0.000}s");
}
