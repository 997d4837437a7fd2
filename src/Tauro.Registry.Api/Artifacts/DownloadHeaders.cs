namespace Tauro.Registry.Api.Artifacts;

/// <summary>A stranger's file must never run in a browser under our address, whatever it claims to be.</summary>
internal static class DownloadHeaders
{
    public static void Set(HttpResponse response, string sha256)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers[ContentChecksum.Header] = sha256;
    }
}
