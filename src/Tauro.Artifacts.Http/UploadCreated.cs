using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Contracts.Artifacts;

namespace Tauro.Artifacts.Http;

/// <summary>201 with a new upload and its URL.</summary>
public sealed class UploadCreated(ArtifactUpload upload, string address) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        UploadResult.SetHeaders(httpContext.Response, upload);
        return TypedResults.Created(address, upload).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(ArtifactUpload), ["application/json"]));
}
