using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Tauro.Gateway.Reference;

/// <summary>
/// The OpenAPI document of all services, <c>docs/reference/openapi.json</c>, embedded in the assembly. A test compares
/// it with the documents that the services serve.
/// </summary>
internal sealed class ApiDocument
{
    private const string Gzip = "gzip";

    private readonly Lazy<(byte[] Bytes, EntityTagHeaderValue Tag)> plain = new(Read);
    private readonly Lazy<(byte[] Bytes, EntityTagHeaderValue Tag)> compressed;

    public ApiDocument() => compressed = new(() => Compress(plain.Value.Bytes));

    public FileContentHttpResult Get(HttpContext context)
    {
        var isCompressed = context.Request.GetTypedHeaders().AcceptEncoding
            .Any(coding => coding.Value == Gzip && coding.Quality is null or > 0);
        var headers = context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = "no-cache";
        if (isCompressed) headers.ContentEncoding = Gzip;
        var (bytes, tag) = isCompressed ? compressed.Value : plain.Value;
        return TypedResults.Bytes(bytes, "application/json", entityTag: tag);
    }

    private static (byte[], EntityTagHeaderValue) Read()
    {
        using var resource = typeof(ApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return WithETag(bytes);
    }

    private static (byte[], EntityTagHeaderValue) Compress(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return WithETag(packed.ToArray());
    }

    private static (byte[], EntityTagHeaderValue) WithETag(byte[] bytes) =>
        (bytes, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..8])}\""));
}
