using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;

namespace Tauro.Registry.Api.Tests;

public sealed class ArtifactTests
{
    private const string Version = "/api/v1/models/fraud/versions/1";
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7))];
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    [Fact]
    public async Task Uploaded_files_are_final_once_the_version_is_finalized()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        await registry.Refused(409, "artifact_not_found", HttpMethod.Post, Version + "/finalize");
        var (_, none) = await registry.Send(HttpMethod.Delete, Version + "/artifacts/a/none");
        Assert.Contains("'a/none'", none.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await registry.Refused(409, "version_not_ready", HttpMethod.Get, Version + "/artifacts/a/model.pkl");
        var stored = await registry.Ok<Artifact>(
            HttpMethod.Put, Version + "/artifacts/a/model.pkl", new ByteArrayContent(Bytes));
        Assert.Equal(("a/model.pkl", Sha256), (stored.Path, stored.Sha256));
        await registry.Ok(HttpMethod.Put, Version + "/artifacts/b", new ByteArrayContent([]));
        await registry.Ok(HttpMethod.Delete, Version + "/artifacts/b");

        var ready = await registry.Ok<ModelVersion>(HttpMethod.Post, Version + "/finalize");
        Assert.Equal((ModelVersionStatus.Ready, 100_000), (ready.Status, ready.SizeBytes));
        Assert.Equal([new ModelFile("a/model.pkl", 100_000, Sha256)], ready.Files);

        await registry.Refused(
            409, "version_not_pending", HttpMethod.Put, Version + "/artifacts/a/model.pkl", new ByteArrayContent([1]));
        await registry.Refused(409, "version_not_pending", HttpMethod.Delete, Version + "/artifacts/a/model.pkl");
        await registry.Refused(409, "version_not_pending", HttpMethod.Post, Version + "/finalize");
        await registry.Refused(409, "version_not_pending", HttpMethod.Post, Version + "/uploads", new { path = "c" });
        Assert.Equal(Bytes, await registry.Http.GetByteArrayAsync(Version + "/artifacts/a/model.pkl"));
        await registry.Ok(HttpMethod.Patch, "/api/v1/models/fraud", new { name = "scam" });
        Assert.Equal(Bytes, await registry.Http.GetByteArrayAsync(
            "/api/v1/models/scam/versions/1/artifacts/a/model.pkl"));
    }

    [Theory]
    [InlineData("loss%step%0%5c.png"), InlineData("a%2Fb"), InlineData("a%252Fb"), InlineData("50%")]
    public async Task A_file_may_have_a_percent_sign_in_its_name(string name)
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        var address = $"{Version}/artifacts/a/{Uri.EscapeDataString(name)}";
        var stored = await registry.Ok<Artifact>(HttpMethod.Put, address, new ByteArrayContent(Bytes));
        Assert.Equal($"a/{name}", stored.Path);
        await registry.Ok<ModelVersion>(HttpMethod.Post, Version + "/finalize");
        Assert.Equal(Bytes, await registry.Http.GetByteArrayAsync(address));
        Assert.Equal(Bytes, await registry.Http.GetByteArrayAsync(
            $"/model-versions/get-artifact?name=fraud&version=1&path=a/{Uri.EscapeDataString(name)}"));
    }

    [Fact]
    public async Task A_download_is_an_attachment_with_ranges_and_an_ETag()
    {
        await using var registry = await RegistryHost.Start();
        await Ready(registry);
        using var head = await registry.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, Version + "/artifacts/m.html"));
        Assert.Equal((HttpStatusCode.OK, 100_000), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Equal("attachment", head.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", Assert.Single(head.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains(
            "sandbox", Assert.Single(head.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal($"\"{Sha256}\"", head.Headers.ETag?.Tag);
        Assert.Equal("application/octet-stream", head.Content.Headers.ContentType?.MediaType);

        using var ranged = new HttpRequestMessage(HttpMethod.Get, Version + "/artifacts/m.html");
        ranged.Headers.Range = new RangeHeaderValue(10, 19);
        using var part = await registry.Http.SendAsync(ranged);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(Bytes[10..20], await part.Content.ReadAsByteArrayAsync());
        await registry.Refused(404, "artifact_not_found", HttpMethod.Get, Version + "/artifacts/none");
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded"), InlineData("application/json"), InlineData(null)]
    public async Task A_file_of_any_content_type_is_created_with_201_and_replaced_with_200(string? type)
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        foreach (var expected in new[] { HttpStatusCode.Created, HttpStatusCode.OK })
        {
            var content = new ByteArrayContent(Bytes);
            content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
            content.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Bytes))}:");
            using var put = await registry.Http.PutAsync(Version + "/artifacts/a%20b", content);
            Assert.Equal(expected, put.StatusCode);
            Assert.Equal($"\"{Sha256}\"", put.Headers.ETag?.Tag);
            if (expected == HttpStatusCode.Created)
                Assert.Equal(Version + "/artifacts/a%20b", put.Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public async Task The_progress_of_an_upload_is_in_its_headers()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        var upload = await registry.Ok<ArtifactUpload>(
            HttpMethod.Post, Version + "/uploads", new { path = "a", size_bytes = 10 });
        using var head = await registry.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Head, $"/api/v1/registry/uploads/{upload.UploadId}"));
        Assert.Equal(("0", "10"),
            (head.Headers.GetValues("Upload-Offset").Single(), head.Headers.GetValues("Upload-Length").Single()));
    }

    [Fact]
    public async Task Files_are_listed_by_directory_and_recursively()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        foreach (var path in new[] { "a/x", "a/b/y", "z" })
            await registry.Ok(HttpMethod.Put, $"{Version}/artifacts/{path}", new ByteArrayContent([1]));
        Assert.Equal(["a", "z"], await Paths(""));
        Assert.Equal(["a/b", "a/x"], await Paths("?path=a"));
        Assert.Equal(["a/b/y", "a/x", "z"], await Paths("?recursive=true"));
        await registry.Refused(400, "invalid_path", HttpMethod.Get, Version + "/artifacts?path=../x");

        async Task<IEnumerable<string>> Paths(string query) =>
            (await registry.Ok<Page<Artifact>>(HttpMethod.Get, $"{Version}/artifacts{query}"))
            .Items.Select(artifact => artifact.Path);
    }

    [Fact]
    public async Task A_file_with_a_wrong_checksum_is_rejected_and_not_stored()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.Add("X-Checksum-Sha256", Sha256);
        var (status, problem) = await registry.Send(HttpMethod.Put, Version + "/artifacts/x", content);
        Assert.Equal("checksum_mismatch", problem.GetProperty("code").GetString());
        Assert.InRange(status, 400, 499);
        await registry.Refused(409, "artifact_not_found", HttpMethod.Post, Version + "/finalize");
        var (_, none) = await registry.Send(HttpMethod.Delete, Version + "/artifacts/a/none");
        Assert.Contains("'a/none'", none.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_can_be_resumed_even_after_a_restart()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        var upload = await registry.Ok<ArtifactUpload>(
            HttpMethod.Post, Version + "/uploads", new { path = "big/model.bin", size_bytes = Bytes.Length });
        Assert.Equal("big/model.bin", upload.Path);
        var address = $"/api/v1/registry/uploads/{upload.UploadId}";
        await Append(0, Bytes[..60_000]);
        await registry.Restart();
        var resumed = await registry.Ok<ArtifactUpload>(HttpMethod.Get, address);
        Assert.Equal(60_000, resumed.ReceivedBytes);
        var (status, wrong) = await Patch(1, Bytes[60_000..]);
        Assert.Equal((409, "upload_offset_mismatch"), (status, wrong.GetProperty("code").GetString()));
        await Append(60_000, Bytes[60_000..]);
        var artifact = await registry.Ok<Artifact>(HttpMethod.Post, address + "/complete", new { sha256 = Sha256 });
        Assert.Equal(("big/model.bin", Sha256), (artifact.Path, artifact.Sha256));
        await registry.Ok(HttpMethod.Post, Version + "/finalize");
        Assert.Equal(Bytes, await registry.Http.GetByteArrayAsync(Version + "/artifacts/big/model.bin"));

        async Task Append(long offset, byte[] bytes) => Assert.Equal(200, (await Patch(offset, bytes)).Status);

        async Task<(int Status, JsonElement Body)> Patch(long offset, byte[] bytes)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.Add("Upload-Offset", $"{offset}");
            return await registry.Send(HttpMethod.Patch, address, content);
        }
    }

    [Fact]
    public async Task An_upload_can_be_aborted_and_cannot_complete_once_its_version_is_final()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        var first = await registry.Ok<ArtifactUpload>(HttpMethod.Post, Version + "/uploads", new { path = "a" });
        var second = await registry.Ok<ArtifactUpload>(HttpMethod.Post, Version + "/uploads", new { path = "b" });
        await registry.Ok(HttpMethod.Delete, $"/api/v1/registry/uploads/{first.UploadId}");
        await registry.Refused(
            404, "upload_not_found", HttpMethod.Get, $"/api/v1/registry/uploads/{first.UploadId}");
        await registry.Ok(HttpMethod.Put, Version + "/artifacts/x", new ByteArrayContent([1]));
        await registry.Ok(HttpMethod.Post, Version + "/finalize");
        await registry.Refused(
            409, "version_not_pending", HttpMethod.Post, $"/api/v1/registry/uploads/{second.UploadId}/complete");
    }

    private static async Task Ready(RegistryHost registry)
    {
        await registry.Register("fraud", new { });
        await registry.Ok(HttpMethod.Put, Version + "/artifacts/m.html", new ByteArrayContent(Bytes));
        await registry.Ok(HttpMethod.Post, Version + "/finalize");
    }
}
