using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Artifacts;

[Collection("service")]
public sealed class ArtifactTests(TrackingService service)
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 7))];

    [Fact]
    public async Task An_artifact_is_stored_replaced_downloaded_and_deleted()
    {
        var root = await Root();
        var put = await Put($"{root}/model/my%20model.pkl", Bytes);
        var stored = await Read<Artifact>(put, HttpStatusCode.Created);
        Assert.Equal($"{root}/model/my%20model.pkl", put.Headers.Location?.OriginalString);
        Assert.Equal(("model/my model.pkl", (long?)Bytes.Length), (stored.Path, stored.SizeBytes));
        Assert.Equal(Sha(Bytes), stored.Sha256);
        Assert.Equal($"\"{Sha(Bytes)}\"", put.Headers.ETag?.Tag);

        var get = await service.Http.GetAsync($"{root}/model/my%20model.pkl");
        Assert.Equal(Bytes, await get.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", get.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", get.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", get.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", get.Headers.GetValues("Content-Security-Policy").Single());

        var pinned = $"{root}/model/my%20model.pkl?sha256={Sha(Bytes)}";
        Assert.Equal(Bytes, await service.Http.GetByteArrayAsync(pinned));
        Assert.Equal(Bytes, await service.Http.GetByteArrayAsync(
            $"{root}/model/my%20model.pkl?sha256={Sha(Bytes).ToUpperInvariant()}"));
        await Refused(
            await service.Http.GetAsync($"{root}/model/my%20model.pkl?sha256=abc"), HttpStatusCode.BadRequest,
            ProblemCodes.InvalidRequest);
        await Read<Artifact>(await Put($"{root}/model/my%20model.pkl", [1, 2]), HttpStatusCode.OK);
        Assert.Contains("register another version", await Refused(
            await service.Http.GetAsync(pinned), HttpStatusCode.Conflict, ProblemCodes.ChecksumMismatch));
        Assert.Equal([1, 2], await service.Http.GetByteArrayAsync($"{root}/model/my%20model.pkl"));
        Assert.Equal(HttpStatusCode.NoContent, (await service.Http.DeleteAsync($"{root}/model")).StatusCode);
        await Refused(await service.Http.GetAsync($"{root}/model/my%20model.pkl"),
            HttpStatusCode.NotFound, ProblemCodes.ArtifactNotFound);
    }

    [Fact]
    public async Task Errors_name_the_path_that_the_client_gave()
    {
        var root = await Root();
        await Put($"{root}/model/a.pkl", Bytes);
        foreach (var response in new[]
        {
            await service.Http.GetAsync($"{root}/none/b.pkl"),
            await service.Http.DeleteAsync($"{root}/none/b.pkl"),
            await Put($"{root}/model", Bytes),
            await Put($"{root}/model/a.pkl/below", Bytes),
            await service.Post($"{root[..root.LastIndexOf('/')]}/uploads", new { path = "model" }),
        })
        {
            var detail = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement
                .GetProperty("detail").GetString()!;
            Assert.Matches("'(none/b.pkl|model|model/a.pkl)'", detail);
        }
    }

    [Fact]
    public async Task Ranges_and_entity_tags_are_honoured_and_HEAD_has_no_body()
    {
        var root = await Root();
        await Put($"{root}/a.bin", Bytes);

        var ranged = await Ask(HttpMethod.Get, request => request.Headers.Range = new RangeHeaderValue(10, 19));
        Assert.Equal(HttpStatusCode.PartialContent, ranged.StatusCode);
        Assert.Equal(Bytes[10..20], await ranged.Content.ReadAsByteArrayAsync());
        var beyond = await Ask(HttpMethod.Get, request => request.Headers.Range = new RangeHeaderValue(9_000, 9_001));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        var tag = new EntityTagHeaderValue($"\"{Sha(Bytes)}\"");
        var known = await Ask(HttpMethod.Get, request => request.Headers.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);

        var head = await Ask(HttpMethod.Head, _ => { });
        Assert.Equal((HttpStatusCode.OK, (long?)Bytes.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal(tag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());

        Task<HttpResponseMessage> Ask(HttpMethod method, Action<HttpRequestMessage> with)
        {
            var request = new HttpRequestMessage(method, $"{root}/a.bin");
            with(request);
            return service.Http.SendAsync(request);
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded"), InlineData("application/json"), InlineData("text/html"),
        InlineData(null)]
    public async Task A_file_is_accepted_with_any_content_type(string? type)
    {
        var content = new ByteArrayContent(Bytes);
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        var put = await service.Http.PutAsync($"{await Root()}/a.bin", content);
        Assert.Equal(Bytes.Length, (await Read<Artifact>(put, HttpStatusCode.Created)).SizeBytes);
    }

    [Theory]
    [InlineData("bytes=-10", null, 206, 4_990, 10), InlineData("bytes=4990-", null, 206, 4_990, 10)]
    [InlineData("bytes=4990-9999", null, 206, 4_990, 10), InlineData("bytes=-9999", null, 206, 0, 5_000)]
    [InlineData("bytes=-0", null, 416, 0, 0), InlineData("bytes=5000-", null, 416, 0, 0)]
    [InlineData("bytes=0-1,3-4", null, 200, 0, 5_000), InlineData("lines=0-1", null, 200, 0, 5_000)]
    [InlineData("bytes=0-1", "\"another\"", 200, 0, 5_000)]
    public async Task A_range_follows_RFC_9110(string range, string? ifRange, int status, int start, int length)
    {
        var address = $"{await Root()}/a.bin";
        await Put(address, Bytes);
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Range", range);
        if (ifRange is not null) request.Headers.TryAddWithoutValidation("If-Range", ifRange);
        var response = await service.Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(Bytes[start..(start + length)], await response.Content.ReadAsByteArrayAsync());
        if (status == 206)
            Assert.Equal($"bytes {start}-{start + length - 1}/5000", response.Content.Headers.ContentRange?.ToString());
        if (status == 416) Assert.Equal("bytes */5000", response.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task A_failed_precondition_is_412_and_an_unchanged_file_is_304()
    {
        var address = $"{await Root()}/a.bin";
        await Put(address, Bytes);
        var modified = (await service.Http.GetAsync(address)).Content.Headers.LastModified!.Value;
        Assert.Equal(HttpStatusCode.PreconditionFailed, await With("If-Match", "\"another\""));
        Assert.Equal(HttpStatusCode.OK, await With("If-Match", $"\"{Sha(Bytes)}\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await With("If-Unmodified-Since", $"{modified.AddDays(-1):R}"));
        Assert.Equal(HttpStatusCode.NotModified, await With("If-Modified-Since", $"{modified:R}"));
        Assert.Equal(HttpStatusCode.NotModified, await With("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.NotModified, await With("If-None-Match", $"\"x\", W/\"{Sha(Bytes)}\""));

        async Task<HttpStatusCode> With(string header, string value)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation(header, value);
            return (await service.Http.SendAsync(request)).StatusCode;
        }
    }

    [Theory]
    [InlineData("page.html", "application/octet-stream")]
    [InlineData("image.svg", "application/octet-stream")]
    [InlineData("noextension", "application/octet-stream")]
    [InlineData("plot.PNG", "image/png")]
    [InlineData("data.json", "application/json")]
    public async Task Only_harmless_content_types_are_sent(string name, string type)
    {
        var root = await Root();
        await Put($"{root}/{name}", Bytes);
        Assert.Equal(type, (await service.Http.GetAsync($"{root}/{name}")).Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_wrong_checksum_is_refused_and_nothing_is_stored()
    {
        var root = await Root();
        var wrong = SHA256.HashData([1]);
        await Refused(await Put($"{root}/a", Bytes, ("X-Checksum-Sha256", Convert.ToHexString(wrong))),
            HttpStatusCode.BadRequest, ProblemCodes.ChecksumMismatch);
        await Refused(await Put($"{root}/a", Bytes, ("Content-Digest", $"sha-256=:{Convert.ToBase64String(wrong)}:")),
            HttpStatusCode.BadRequest, ProblemCodes.ChecksumMismatch);
        foreach (var bad in new[] { "sha-256=xyz", "sha-256=:xyz:", "sha-256=:AAAA:" })
            await Refused(await Put($"{root}/a", Bytes, ("Content-Digest", bad)),
                HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest);
        await Refused(await Put($"{root}/a", Bytes, ("X-Checksum-Sha256", "abc")),
            HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest);
        Assert.Empty((await service.Get<Page<Artifact>>(root)).Items);

        var right = $"sha-512=:AAAA:, sha-256=:{Convert.ToBase64String(SHA256.HashData(Bytes))}:";
        await Read<Artifact>(await Put($"{root}/a", Bytes, ("Content-Digest", right)), HttpStatusCode.Created);
    }

    [Fact]
    public async Task Artifacts_are_listed_from_the_root_of_the_run()
    {
        var root = await Root();
        foreach (var path in new[] { "a.txt", "model/weights.bin", "model/conf/x.yaml" })
            await Put($"{root}/{path}", Bytes);

        Assert.Equal(["a.txt", "model"], await Paths(""));
        Assert.Equal(["model/conf", "model/weights.bin"], await Paths("?path=model"));
        Assert.Equal(["a.txt", "model/conf/x.yaml", "model/weights.bin"], await Paths("?recursive=true"));
        var first = await service.Get<Page<Artifact>>($"{root}?recursive=true&max_results=2");
        Assert.Equal(2, first.Items.Count);
        Assert.Equal(["model/weights.bin"],
            await Paths($"?recursive=true&max_results=2&page_token={Uri.EscapeDataString(first.NextPageToken!)}"));

        async Task<string[]> Paths(string query) =>
            [.. (await service.Get<Page<Artifact>>(root + query)).Items.Select(artifact => artifact.Path)];
    }

    [Fact]
    public async Task A_file_never_replaces_a_directory_and_a_deleted_run_accepts_no_artifacts()
    {
        var root = await Root();
        await Put($"{root}/dir/file", Bytes);
        await Refused(await Put($"{root}/dir", Bytes), HttpStatusCode.Conflict, ProblemCodes.ArtifactIsDirectory);
        await Refused(await Put($"{root}/dir/file/x", Bytes), HttpStatusCode.Conflict, ProblemCodes.ArtifactIsFile);

        await service.Http.DeleteAsync(root[..^"/artifacts".Length]);
        await Refused(await Put($"{root}/b", Bytes), HttpStatusCode.Conflict, ProblemCodes.RunDeleted);
        await Refused(await service.Http.DeleteAsync($"{root}/dir"), HttpStatusCode.Conflict, ProblemCodes.RunDeleted);
        Assert.Equal(Bytes, await service.Http.GetByteArrayAsync($"{root}/dir/file"));
    }

    [Fact]
    public async Task An_artifact_above_the_limit_for_JSON_bodies_is_streamed_in_chunks()
    {
        var root = await Root();
        var large = new byte[Limits.JsonBodyBytesMax + 1];
        new Random(1).NextBytes(large);
        var request = new HttpRequestMessage(HttpMethod.Put, $"{root}/large") { Content = new ByteArrayContent(large) };
        request.Headers.TransferEncodingChunked = true;
        var stored = await Read<Artifact>(await service.Http.SendAsync(request), HttpStatusCode.Created);
        Assert.Equal(Sha(large), stored.Sha256);
    }

    private static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task<string> Root() => $"/api/v1/runs/{(await service.NewRun()).RunId}/artifacts";

    private Task<HttpResponseMessage> Put(string address, byte[] bytes, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(bytes);
        foreach (var (name, value) in headers) content.Headers.TryAddWithoutValidation(name, value);
        return service.Http.PutAsync(address, content);
    }
}
