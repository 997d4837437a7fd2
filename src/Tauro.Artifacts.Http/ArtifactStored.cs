using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Contracts.Artifacts;
using Tauro.Stores.Decisions;

namespace Tauro.Artifacts.Http;

/// <summary>201 with the URL of a new artifact, or 200 for one that replaced another.</summary>
public sealed class ArtifactStored(WrittenArtifact written, ArtifactFile file) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var artifact = written.Artifact with { Path = file.Path.Value };
        httpContext.Response.Headers.ETag = $"\"{artifact.Sha256}\"";
        return written.IsNew
            ? TypedResults.Created(file.Address, artifact).ExecuteAsync(httpContext)
            : TypedResults.Ok(artifact).ExecuteAsync(httpContext);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        foreach (var status in new[] { StatusCodes.Status200OK, StatusCodes.Status201Created })
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Artifact), ["application/json"]));
    }
}
