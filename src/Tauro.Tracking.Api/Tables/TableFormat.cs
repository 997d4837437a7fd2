using Microsoft.Net.Http.Headers;
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
    /// Chooses the format that <c>format</c> names, or without it the one that the <c>Accept</c> header prefers: of
    /// equal quality, the more specific one; none with the quality 0. The first one is the default; null when the name
    /// is unknown.
    /// </summary>
    public static TableFormat? Choose(HttpRequest request, string? format, params IReadOnlyList<TableFormat> formats)
    {
        if (format is not null)
            return formats.FirstOrDefault(known => known.Name.Equals(format, StringComparison.OrdinalIgnoreCase));
        var accepted = request.GetTypedHeaders().Accept.ToLookup(type => type.Quality is not 0);
        var left = formats
            .Where(known => !accepted[false].Any(type => !type.MatchesAllTypes && known.IsIn(type))).ToList();
        return accepted[true]
            .OrderByDescending(type => type.Quality ?? 1)
            .ThenBy(type => type.MatchesAllTypes)
            .ThenBy(type => type.MatchesAllSubTypes)
            .Select(type => left.Find(known => known.IsIn(type)))
            .FirstOrDefault(known => known is not null) ?? left.FirstOrDefault() ?? formats[0];
    }

    private bool IsIn(MediaTypeHeaderValue range) => range.MatchesAllTypes
        || (range.MatchesAllSubTypes && MediaType.StartsWith($"{range.Type}/", StringComparison.OrdinalIgnoreCase))
        || range.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase);

    public static Invalid Unknown(string? format, params IReadOnlyList<TableFormat> formats) => Invalid.Because(
        ProblemCodes.InvalidRequest,
        $"The format '{format}' is unknown; use {string.Join(" or ", formats.Select(known => known.Name))}.");
}
