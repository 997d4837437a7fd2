using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>A comparison as JSON, or as CSV for spreadsheets and data frames.</summary>
internal sealed class ComparisonResult(RunComparison comparison, bool asCsv) : IResult, IEndpointMetadataProvider
{
    private const string Csv = "text/csv";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.Vary = "Accept";
        return asCsv
            ? TypedResults.Text(ComparisonCsv.Write(comparison), Csv, Encoding.UTF8).ExecuteAsync(httpContext)
            : TypedResults.Ok(comparison).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(RunComparison), ["application/json", Csv]));

    /// <summary>
    /// True when <c>format</c>, or without it the Accept header, asks for CSV; null for an unknown format.
    /// </summary>
    public static bool? WantsCsv(HttpRequest request, string? format) => format?.ToLowerInvariant() switch
    {
        "csv" => true,
        "json" => false,
        null => request.GetTypedHeaders().Accept
            .OrderByDescending(type => type.Quality ?? 1)
            .FirstOrDefault(type => type.MediaType.Value is Csv or "application/json" or "*/*")
            ?.MediaType.Value == Csv,
        _ => null,
    };
}
