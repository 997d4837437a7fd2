using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Contracts.Artifacts;
using Tauro.Tracking.Api.Artifacts;

namespace Tauro.Tracking.Api.Uploads;

/// <summary>
/// How far an upload is, in the body and in the headers <c>Upload-Offset</c> and <c>Upload-Length</c>.
/// </summary>
internal sealed class UploadAnswer(ArtifactUpload upload) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers["Upload-Offset"] = $"{upload.ReceivedBytes}";
        if (upload.SizeBytes is { } size) headers["Upload-Length"] = $"{size}";
        headers.CacheControl = "no-store";
        var path = RunArtifactPath.TryParse(upload.Path, out var place) ? place.Relative : upload.Path;
        return TypedResults.Ok(upload with { Path = path }).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ArtifactUpload), ["application/json"]));
}
