using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Contracts.Artifacts;

namespace Tauro.Artifacts.Http;

/// <summary>
/// The progress of an upload, in the body and in the headers <c>Upload-Offset</c> and <c>Upload-Length</c> of tus and
/// of the IETF draft on resumable uploads.
/// </summary>
public sealed class UploadResult(ArtifactUpload upload) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        SetHeaders(httpContext.Response, upload);
        return TypedResults.Ok(upload).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ArtifactUpload), ["application/json"]));

    internal static void SetHeaders(HttpResponse response, ArtifactUpload upload)
    {
        response.Headers["Upload-Offset"] = $"{upload.ReceivedBytes}";
        if (upload.SizeBytes is { } size) response.Headers["Upload-Length"] = $"{size}";
        response.Headers.CacheControl = "no-store";
    }
}
