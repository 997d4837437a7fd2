using System.IO.Pipelines;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Tauro.Stores.Artifacts;

namespace Tauro.Artifacts.Http;

/// <summary>
/// An artifact as a download. It is the user's own content, so a browser must neither sniff its type nor run it:
/// attachment, <c>nosniff</c>, sandbox.
/// </summary>
/// <param name="content">Disposed after it is sent.</param>
/// <param name="name">The file name that the client saves it under.</param>
/// <param name="contentType">Derived from the name when null.</param>
public sealed class ArtifactDownload(ArtifactContent content, string name, string? contentType = null)
    : IResult, IEndpointMetadataProvider
{
    // A quarter of the server's output buffer, so that a chunk is read and hashed while earlier ones are sent.
    private const int ChunkBytes = 64 << 10;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var _ = content;
        var response = httpContext.Response;
        var range = Describe(httpContext.Request, response);
        response.StatusCode = range.Status;
        if (range.Length == 0 || HttpMethods.IsHead(httpContext.Request.Method)) return;

        content.Content.Position = range.Start;
        await Send(content.Content, range.Length, response.BodyWriter, httpContext.RequestAborted);
        httpContext.RequestServices.GetService<ArtifactMetrics>()?.Sent(range.Length);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        string[] bytes = ["application/octet-stream"];
        foreach (var status in new[] { StatusCodes.Status200OK, StatusCodes.Status206PartialContent })
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Stream), bytes));
        foreach (var status in new[] { StatusCodes.Status304NotModified, StatusCodes.Status416RangeNotSatisfiable })
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status));
    }

    private ArtifactRange Describe(HttpRequest request, HttpResponse response)
    {
        var artifact = content.Artifact;
        var size = artifact.SizeBytes ?? content.Content.Length;
        var tag = new EntityTagHeaderValue($"\"{artifact.Sha256}\"");
        DateTimeOffset? modified = artifact.LastUpdateTime is { } time
            ? DateTimeOffset.FromUnixTimeSeconds(time / 1_000)
            : null;
        var range = ArtifactRange.From(request, tag, modified, size);

        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.CacheControl = "private, no-cache";
        headers.AcceptRanges = "bytes";
        headers.ETag = tag.ToString();
        headers[ArtifactChecksum.Header] = artifact.Sha256;
        if (modified is { } lastModified) headers.LastModified = HeaderUtilities.FormatDate(lastModified);
        if (range.Status is StatusCodes.Status304NotModified or StatusCodes.Status412PreconditionFailed) return range;

        if (range.Status == StatusCodes.Status416RangeNotSatisfiable) headers.ContentRange = $"bytes */{size}";
        if (range.Status == StatusCodes.Status206PartialContent)
            headers.ContentRange = $"bytes {range.Start}-{range.Start + range.Length - 1}/{size}";
        headers.ContentDisposition = Attachment();
        response.ContentType = contentType ?? ArtifactContentTypes.FromFileName(name);
        response.ContentLength = range.Length;
        return range;
    }

    private string Attachment()
    {
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }

    // Reads into the server's own buffer, so that no byte is copied on its way from the file to the socket.
    private static async Task Send(Stream from, long length, PipeWriter to, CancellationToken cancel)
    {
        while (length > 0)
        {
            var buffer = to.GetMemory(ChunkBytes);
            if (buffer.Length > length) buffer = buffer[..(int)length];
            var count = await from.ReadAsync(buffer, cancel);
            if (count == 0) throw new EndOfStreamException("The artifact's file is shorter than its recorded size.");
            to.Advance(count);
            length -= count;
            if ((await to.FlushAsync(cancel)).IsCompleted) return;
        }
    }
}
