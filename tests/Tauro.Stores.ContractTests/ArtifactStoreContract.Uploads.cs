using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Stores.Rules;

namespace Tauro.Stores.ContractTests;

public abstract partial class ArtifactStoreContract
{
    [Fact]
    public async Task Completing_an_upload_in_parts_creates_the_artifact()
    {
        var bytes = Bytes(300_000);
        var upload = Ok(await Artifacts.BeginUpload(Path("r/big"), bytes.Length));
        Assert.Matches("^[0-9a-f]{32}$", upload.UploadId);
        Assert.Equal(("r/big", (long?)bytes.Length, 0L), (upload.Path, upload.SizeBytes, upload.ReceivedBytes));

        await Append(upload, 0, bytes[..100_000], 100_000);
        await Append(upload, 100_000, bytes[100_000..250_000], 250_000);
        await Append(upload, 250_000, bytes[250_000..], 300_000);
        Refused(await Artifacts.Open(Path("r/big")), ProblemKind.NotFound, ProblemCodes.ArtifactNotFound);

        var events = await EventsOf(async () =>
        {
            var artifact = Ok(await Artifacts.CompleteUpload(
                upload.UploadId, new ArtifactExpectation(bytes.Length, Sha(bytes)), Logged)).Artifact;
            Assert.Equal(("r/big", (long?)bytes.Length, Sha(bytes)),
                (artifact.Path, artifact.SizeBytes, artifact.Sha256));
        });
        Assert.Equal(new ArtifactLogged(new("r"), "r/big", bytes.Length, Sha(bytes)),
            EventCatalog.Read(Assert.Single(events)));
        Assert.Equal(bytes, await Read("r/big"));
        Refused(await Artifacts.GetUpload(upload.UploadId), ProblemKind.NotFound, ProblemCodes.UploadNotFound);
    }

    [Fact]
    public async Task Appending_at_a_wrong_offset_conflicts_and_reports_the_received_bytes()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), null));
        await Append(upload, 0, Bytes(1_234), 1_234);

        foreach (var wrong in new long[] { 0, 1_233, 1_235 })
        {
            var problem = Refused(
                await Artifacts.AppendUpload(upload.UploadId, wrong, new MemoryStream(Bytes(10)), default),
                ProblemKind.Conflict, ProblemCodes.UploadOffsetMismatch);
            Assert.Contains("1234", problem.Message.Replace(",", ""));
        }

        Assert.Equal(1_234, Ok(await Artifacts.GetUpload(upload.UploadId)).ReceivedBytes);
    }

    [Fact]
    public async Task An_interrupted_append_keeps_the_received_bytes_and_can_be_resumed_after_reopening()
    {
        var bytes = Bytes(300_000);
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), bytes.Length));
        try
        {
            await Artifacts.AppendUpload(upload.UploadId, 0, new InterruptedStream(bytes, 200_000));
        }
        catch (IOException)
        {
            // A backend may throw for an interrupted stream, or return normally.
        }

        await Store.Reopen();
        var received = Ok(await Artifacts.GetUpload(upload.UploadId)).ReceivedBytes;
        Assert.Equal(200_000, received);
        await Append(upload, received, bytes[(int)received..], bytes.Length);
        Ok(await Artifacts.CompleteUpload(upload.UploadId, new ArtifactExpectation(Sha256: Sha(bytes))));
        Assert.Equal(bytes, await Read("a"));
    }

    [Fact]
    public async Task Completing_with_a_wrong_checksum_or_too_few_bytes_is_refused()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), 100));
        await Append(upload, 0, Bytes(50), 50);
        Refused(await Artifacts.CompleteUpload(upload.UploadId, default),
            ProblemKind.Invalid, ProblemCodes.SizeMismatch);

        await Append(upload, 50, Bytes(50), 100);
        Refused(await Artifacts.CompleteUpload(upload.UploadId, new ArtifactExpectation(Sha256: Sha(Bytes(7)))),
            ProblemKind.Invalid, ProblemCodes.ChecksumMismatch);
        Refused(await Artifacts.Open(Path("a")), ProblemKind.NotFound, ProblemCodes.ArtifactNotFound);
    }

    [Fact]
    public async Task More_bytes_than_declared_are_refused()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), 100));
        Refused(await Artifacts.AppendUpload(upload.UploadId, 0, new MemoryStream(Bytes(101))),
            ProblemKind.Invalid, ProblemCodes.SizeMismatch);
    }

    [Fact]
    public async Task Completing_an_upload_again_returns_the_same_outcome_and_changes_nothing()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), null));
        await Append(upload, 0, Bytes(50), 50);
        var first = Ok(await Artifacts.CompleteUpload(upload.UploadId, default));

        Assert.Equal("a", Ok(await Artifacts.GetUploadToComplete(upload.UploadId)).Path);
        Assert.Empty(await EventsOf(async () => Assert.Equal(
            first, Ok(await Artifacts.CompleteUpload(upload.UploadId, new ArtifactExpectation(50), Logged)))));
        Refused(await Artifacts.CompleteUpload(upload.UploadId, new ArtifactExpectation(51)),
            ProblemKind.Invalid, ProblemCodes.SizeMismatch);
        Refused(await Artifacts.GetUpload(upload.UploadId), ProblemKind.NotFound, ProblemCodes.UploadNotFound);
        Refused(await Artifacts.AbortUpload(upload.UploadId), ProblemKind.NotFound, ProblemCodes.UploadNotFound);
    }

    [Fact]
    public async Task An_aborted_upload_is_deleted()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), null));
        await Append(upload, 0, Bytes(50), 50);
        Ok(await Artifacts.AbortUpload(upload.UploadId));

        Refused(await Artifacts.GetUpload(upload.UploadId), ProblemKind.NotFound, ProblemCodes.UploadNotFound);
        Refused(await Artifacts.AppendUpload(upload.UploadId, 50, new MemoryStream(Bytes(1))),
            ProblemKind.NotFound, ProblemCodes.UploadNotFound);
        Refused(await Artifacts.CompleteUpload(upload.UploadId, default),
            ProblemKind.NotFound, ProblemCodes.UploadNotFound);
        Assert.Empty(await List(""));
    }

    [Theory, InlineData("00000000000000000000000000000000"), InlineData("../escape"), InlineData("")]
    public async Task An_upload_that_does_not_exist_is_not_found(string id)
    {
        Refused(await Artifacts.GetUpload(new(id)), ProblemKind.NotFound, ProblemCodes.UploadNotFound);
        Refused(await Artifacts.AbortUpload(new(id)), ProblemKind.NotFound, ProblemCodes.UploadNotFound);
    }

    [Fact]
    public async Task Uploads_in_progress_are_not_listed()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("r/a"), null));
        await Append(upload, 0, Bytes(50), 50);
        Assert.Empty(await List(""));
        Assert.Empty(await List("", recursive: true));
    }

    private async Task Append(ArtifactUpload upload, long offset, byte[] bytes, long received) => Assert.Equal(
        received,
        Ok(await Artifacts.AppendUpload(upload.UploadId, offset, new MemoryStream(bytes))).ReceivedBytes);
}
