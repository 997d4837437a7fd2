using Microsoft.AspNetCore.Http;
using Tauro.Tracking.Api.Tables;

namespace Tauro.Tracking.Api.Tests.Tables;

public sealed class TableFormatTests
{
    [Theory]
    [InlineData(null, "json")]
    [InlineData("*/*", "json")]
    [InlineData("image/png", "json")]
    [InlineData("text/csv", "csv")]
    [InlineData("*/*, text/csv", "csv")]
    [InlineData("text/*, application/vnd.apache.parquet", "parquet")]
    [InlineData("text/*", "csv")]
    [InlineData("*/*, text/csv;q=0.9", "json")]
    [InlineData("text/csv;q=0.5, application/vnd.apache.parquet;q=0.8", "parquet")]
    [InlineData("text/csv;q=0, application/vnd.apache.parquet;q=0.1", "parquet")]
    [InlineData("text/csv;q=0", "json")]
    [InlineData("application/json;q=0, */*", "csv")]
    [InlineData("application/*;q=0, */*;q=0.1", "csv")]
    [InlineData("TEXT/CSV; header=present", "csv")]
    public void The_format_is_the_one_that_the_client_prefers(string? accept, string expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Accept = accept;

        var chosen = TableFormat.Choose(request, null, TableFormat.Json, TableFormat.Csv, TableFormat.Parquet);

        Assert.Equal(expected, chosen?.Name);
    }

    [Theory]
    [InlineData("CSV", "csv")]
    [InlineData("xlsx", null)]
    public void The_query_parameter_counts_more_than_the_header(string format, string? expected)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Accept = "application/vnd.apache.parquet";

        Assert.Equal(expected, TableFormat.Choose(request, format, TableFormat.Json, TableFormat.Csv)?.Name);
    }
}
