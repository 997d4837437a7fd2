using System.Net.Http.Headers;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using System.Net;
using Tauro.Web.Parts;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    private const int PreviewBytesMax = 512 << 10;

    /// <summary>Reads the beginning of a file.</summary>
    /// <param name="owner">The link to its run or version.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<FileContent>> ReadFile(string owner, string path, CancellationToken cancel) => Try(
        async () =>
        {
            if (Check(path) is { } wrong) return new ApiResult<FileContent>(null, wrong);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/{Link.ToFile(owner, path)}");
            request.Headers.Range = new RangeHeaderValue(0, PreviewBytesMax - 1);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            // An empty file has no first byte.
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                return new ApiResult<FileContent>(new FileContent(default, 0), null);
            if (!response.IsSuccessStatusCode)
                return new ApiResult<FileContent>(null, await ReadProblem(response, cancel));
            var bytes = await response.Content.ReadAsByteArrayAsync(cancel);
            return new ApiResult<FileContent>(
                new FileContent(bytes, response.Content.Headers.ContentRange?.Length ?? bytes.Length), null);
        },
        cancel);

    /// <summary>Returns the problem of a file that can't be read; null if it can.</summary>
    public async Task<Problem?> FindFile(string owner, string path, CancellationToken cancel) =>
        (await ReadFile(owner, path, cancel)).Problem;

    // A segment of dots would lead to another address.
    private static Problem? Check(string path) => ArtifactPath.TryParse(path, out _, out var error)
        ? null
        : Refusal.Because(error) with { Status = StatusCodes.Status404NotFound };

    /// <summary>Opens a file, to be copied without more of it in memory than is on its way.</summary>
    public Task<ApiResult<HttpContent>> OpenFile(string owner, string path, CancellationToken cancel) => Try(
        async () =>
        {
            if (Check(path) is { } wrong) return new ApiResult<HttpContent>(null, wrong);
            var response = await http.GetAsync(
                $"/{Link.ToFile(owner, path)}", HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.IsSuccessStatusCode) return new ApiResult<HttpContent>(response.Content, null);
            using (response) return new ApiResult<HttpContent>(null, await ReadProblem(response, cancel));
        },
        cancel);
}
