using System.Net;
using System.Security.Cryptography;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Uploads;

[Collection("service")]
public sealed class UploadTests(TrackingService service)
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 13))];

    [Fact]
    public async Task An_upload_is_begun_resumed_and_completed()
    {
        var run = await service.NewRun();
        var begun = await service.Post($"/api/v1/runs/{run.RunId}/uploads",
            new { path = "model/big.bin", size_bytes = Bytes.Length });
        var upload = await Read<ArtifactUpload>(begun, HttpStatusCode.Created);
        var address = $"/api/v1/tracking/uploads/{upload.UploadId}";
        Assert.Equal(address, begun.Headers.Location?.OriginalString);
        Assert.Equal(("model/big.bin", 0L), (upload.Path, upload.ReceivedBytes));
        Assert.Equal("0", begun.Headers.GetValues("Upload-Offset").Single());

        Assert.Equal(60_000, (await Read<ArtifactUpload>(await Append(address, 0, Bytes[..60_000]))).ReceivedBytes);
        var head = await service.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));
        Assert.Equal(("60000", "100000"),
            (head.Headers.GetValues("Upload-Offset").Single(), head.Headers.GetValues("Upload-Length").Single()));
        Assert.Equal("model/big.bin", (await service.Get<ArtifactUpload>(address)).Path);
        await Read<ArtifactUpload>(await Append(address, 60_000, Bytes[60_000..]));

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Bytes));
        var completed = await service.Post($"{address}/complete", new { sha256 });
        var artifact = await Read<Artifact>(completed, HttpStatusCode.Created);
        Assert.Equal(("model/big.bin", sha256), (artifact.Path, artifact.Sha256));
        var again = await service.Post($"{address}/complete", new { sha256 });
        Assert.Equal(artifact, await Read<Artifact>(again, HttpStatusCode.Created));
        Assert.Equal(Bytes, await service.Http.GetByteArrayAsync(completed.Headers.Location));
        await Refused(await service.Http.GetAsync(address), HttpStatusCode.NotFound, ProblemCodes.UploadNotFound);
    }

    [Fact]
    public async Task A_wrong_offset_conflicts_and_a_missing_one_is_invalid()
    {
        var address = await Begin();
        await Append(address, 0, Bytes[..10]);
        Assert.Contains("10", await Refused(await Append(address, 5, Bytes[..10]),
            HttpStatusCode.Conflict, ProblemCodes.UploadOffsetMismatch));
        foreach (var offset in new[] { null, "-1", "ten" })
            await Refused(await Append(address, offset, Bytes[..10]),
                HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest);
        await Refused(await Append(address, $"{Limits.ArtifactBytesMax}", Bytes[..10]),
            HttpStatusCode.BadRequest, ProblemCodes.LimitExceeded);
    }

    [Fact]
    public async Task A_wrong_checksum_stores_no_artifact()
    {
        var address = await Begin();
        await Append(address, 0, Bytes);
        await Refused(await service.Post($"{address}/complete", new { sha256 = new string('0', 64) }),
            HttpStatusCode.BadRequest, ProblemCodes.ChecksumMismatch);
        await Refused(await service.Post($"{address}/complete", new { sha256 = "zz" }),
            HttpStatusCode.BadRequest, ProblemCodes.InvalidRequest);
    }

    [Fact]
    public async Task An_aborted_upload_is_gone()
    {
        var address = await Begin();
        Assert.Equal(HttpStatusCode.NoContent, (await service.Http.DeleteAsync(address)).StatusCode);
        await Refused(await service.Http.DeleteAsync(address), HttpStatusCode.NotFound, ProblemCodes.UploadNotFound);
        await Refused(await Append(address, 0, Bytes), HttpStatusCode.NotFound, ProblemCodes.UploadNotFound);
        await Refused(await service.Post($"{address}/complete"), HttpStatusCode.NotFound, ProblemCodes.UploadNotFound);
    }

    private async Task<string> Begin()
    {
        var run = await service.NewRun();
        var upload = await Read<ArtifactUpload>(
            await service.Post($"/api/v1/runs/{run.RunId}/uploads", new { path = "a" }), HttpStatusCode.Created);
        return $"/api/v1/tracking/uploads/{upload.UploadId}";
    }

    private Task<HttpResponseMessage> Append(string address, long offset, byte[] bytes) =>
        Append(address, $"{offset}", bytes);

    private Task<HttpResponseMessage> Append(string address, string? offset, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        if (offset is not null) content.Headers.TryAddWithoutValidation("Upload-Offset", offset);
        return service.Http.PatchAsync(address, content);
    }
}
