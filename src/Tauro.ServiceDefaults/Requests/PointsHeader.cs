using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>
/// The header with which a service says how many metric points a request has written, for limits. The gateway removes
/// it. A single point is not reported: it costs no more than any request.
/// </summary>
public static class PointsHeader
{
    public const string Name = "X-Tauro-Points";

    internal static void Set(IHeaderDictionary headers, int count)
    {
        if (count > 1) headers[Name] = count.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Removes the header of a response, and returns the number; 0 if there is none.</summary>
    public static int Take(IHeaderDictionary headers) =>
        headers.Remove(Name, out var value)
        && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;
}
