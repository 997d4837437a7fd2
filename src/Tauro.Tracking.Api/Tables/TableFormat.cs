using Tauro.Contracts;

namespace Tauro.Tracking.Api.Tables;

/// <summary>A format of a response.</summary>
/// <param name="Name">The value of the query parameter <c>format</c>, and the extension of a file.</param>
/// <param name="MediaType">The value in the <c>Accept</c> header.</param>
internal sealed record TableFormat(string Name, string MediaType)
{
    public static readonly TableFormat Json = new("json", "application/json");
    public static readonly TableFormat Csv = new("csv", "text/csv");
    public static readonly TableFormat Parquet = new("parquet", "application/vnd.apache.parquet");

    /// <summary>
    /// Chooses the format that <c>format</c> names, or without it the one that the <c>Accept</c> header prefers. The
    /// first one is the default; null when the name is unknown.
    /// </summary>
    public static TableFormat? Choose(HttpRequest request, string? format, params IReadOnlyList<TableFormat> formats)
    {
        if (format is not null)
            return formats.FirstOrDefault(known => known.Name.Equals(format, StringComparison.OrdinalIgnoreCase));
        return request.GetTypedHeaders().Accept
            .OrderByDescending(type => type.Quality ?? 1)
            .Select(type => type.MediaType == "*/*"
                ? formats[0]
                : formats.FirstOrDefault(
                    known => type.MediaType.Equals(known.MediaType, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(known => known is not null) ?? formats[0];
    }

    public static Invalid Unknown(string? format, params IReadOnlyList<TableFormat> formats) => Invalid.Because(
        ProblemCodes.InvalidRequest,
        $"The format '{format}' is unknown; use {string.Join(" or ", formats.Select(known => known.Name))}.");
}
