using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Json;
using Tauro.EndToEnd.Tests.Running;

namespace Tauro.EndToEnd.Tests.Journey;

/// <summary>Uploads and downloads large files as streams.</summary>
internal static class Artifacts
{
    public static async Task<Artifact> Upload(this TauroApi api, string path, Stream content, string sha256)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StreamContent(content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add("X-Checksum-Sha256", sha256);
        using var response = await api.Http.SendAsync(request);
        Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK,
            $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<Artifact>(TauroJson.Options))!;
    }

    /// <summary>Downloads a file, following one redirect.</summary>
    public static async Task<(string Sha256, long Bytes, HttpStatusCode First)> Download(this TauroApi api, string path)
    {
        using var first = await api.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        if (first.StatusCode != HttpStatusCode.TemporaryRedirect) return await Hash(first, first.StatusCode);

        var elsewhere = new Uri(api.Address, first.Headers.Location!);
        Assert.Equal(api.Address.Authority, elsewhere.Authority);
        using var second = await api.Http.GetAsync(elsewhere, HttpCompletionOption.ResponseHeadersRead);
        return await Hash(second, first.StatusCode);
    }

    public static string Sha256Of(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static async Task<(string, long, HttpStatusCode)> Hash(HttpResponseMessage response, HttpStatusCode first)
    {
        response.EnsureSuccessStatusCode();
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        await using var body = await response.Content.ReadAsStreamAsync();
        return (Convert.ToHexStringLower(await SHA256.HashDataAsync(body)),
            response.Content.Headers.ContentLength ?? -1, first);
    }
}
