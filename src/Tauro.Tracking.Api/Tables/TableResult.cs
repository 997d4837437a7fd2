using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Tauro.Tracking.Api.Tables;

/// <summary>Writes a table as a file to download.</summary>
internal sealed class TableResult(Table table, TableFormat format) : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = format == TableFormat.Csv ? $"{format.MediaType}; charset=utf-8" : format.MediaType;
        response.Headers.Vary = "Accept";
        response.Headers.ContentDisposition = $"attachment; filename=\"{table.Name}.{format.Name}\"";
        if (format == TableFormat.Csv) await CsvTable.Write(table, response.Body, httpContext.RequestAborted);
        else await ParquetTable.Write(table, response.Body, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(
            StatusCodes.Status200OK, typeof(Stream), [TableFormat.Csv.MediaType, TableFormat.Parquet.MediaType]));
}
