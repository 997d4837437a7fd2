using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;
using Tauro.Storage;

namespace Tauro.Tracking.Api.Artifacts;

/// <summary>
/// An artifact as a download. It is the user's own content, so a browser must neither guess what it is nor run it:
/// attachment, <c>nosniff</c>, sandbox.
/// </summary>
internal sealed class ArtifactDownload(ArtifactContent content, string name, TrackingMetrics metrics)
    : IResult, IEndpointMetadataProvider
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = content;
        var headers = httpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "private, no-cache";
        var artifact = content.Artifact;
        var file = TypedResults.Stream(
            content.Content,
            ContentTypes.Of(name),
            name,
            artifact.LastUpdateTime is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
            new EntityTagHeaderValue($"\"{artifact.Sha256}\""),
            enableRangeProcessing: true);
        await file.ExecuteAsync(httpContext);
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            metrics.ArtifactSent(httpContext.Response.ContentLength ?? 0);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        string[] bytes = ["application/octet-stream"];
        foreach (var status in new[] { StatusCodes.Status200OK, StatusCodes.Status206PartialContent })
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Stream), bytes));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status416RangeNotSatisfiable));
    }
}
