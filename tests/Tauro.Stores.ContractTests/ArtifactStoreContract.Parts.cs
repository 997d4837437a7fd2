using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Stores.Decisions;
using Tauro.Stores.Rules;

namespace Tauro.Stores.ContractTests;

public abstract partial class ArtifactStoreContract
{
    [Fact]
    public async Task Numbered_parts_can_arrive_in_any_order_and_concurrently()
    {
        var bytes = Bytes(300_000);
        var upload = Ok(await Artifacts.BeginUpload(Path("r/big"), null, 3));
        var parts = await Task.WhenAll(new[] { 3, 1, 2 }.Select(number => Task.Run(() =>
            Put(upload, number, bytes[((number - 1) * 100_000)..(number * 100_000)]))));
        Assert.Empty(await List("", recursive: true));

        await Store.Reopen();
        Assert.Equal(300_000, Ok(await Artifacts.GetUpload(upload.UploadId)).ReceivedBytes);
        var events = await EventsOf(async () => Assert.Equal(
            Sha(bytes), Ok(await Artifacts.CompleteUpload(upload.UploadId, default, Logged, parts)).Artifact.Sha256));
        Assert.Equal(new ArtifactLogged(new("r"), "r/big", bytes.Length, Sha(bytes)),
            EventCatalog.Read(Assert.Single(events)));
        Assert.Equal(bytes, await Read("r/big"));
        Refused(await Artifacts.GetUpload(upload.UploadId), ProblemKind.NotFound, ProblemCodes.UploadNotFound);
    }

    [Fact]
    public async Task A_part_that_is_sent_again_replaces_the_previous_one_and_unlisted_parts_are_dropped()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), null, 4));
        var first = await Put(upload, 1, Bytes(1_000));
        var again = await Put(upload, 1, Bytes(2_000));
        var second = await Put(upload, 2, []);
        await Put(upload, 4, Bytes(3_000));
        Assert.Equal(5_000, Ok(await Artifacts.GetUpload(upload.UploadId)).ReceivedBytes);

        Refused(await Artifacts.CompleteUpload(upload.UploadId, default, null, [first]),
            ProblemKind.Invalid, ProblemCodes.ChecksumMismatch);
        Refused(await Artifacts.CompleteUpload(upload.UploadId, default, null, [again, new ListedPart(3, "")]),
            ProblemKind.Invalid, ProblemCodes.InvalidRequest);
        Ok(await Artifacts.CompleteUpload(upload.UploadId, default, null, [second, again]));

        Assert.Equal(Bytes(2_000), await Read("a"));
    }

    [Fact]
    public async Task A_refused_or_interrupted_part_is_not_stored()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), null, 1));
        Refused(await Artifacts.PutPart(upload.UploadId, 1, new MemoryStream(Bytes(10)), new ArtifactExpectation(9)),
            ProblemKind.Invalid, ProblemCodes.SizeMismatch);
        Refused(await Artifacts.PutPart(upload.UploadId, 2, new MemoryStream(Bytes(10)), default),
            ProblemKind.Invalid, ProblemCodes.InvalidRequest);
        await Assert.ThrowsAnyAsync<IOException>(async () => await Artifacts.PutPart(
            upload.UploadId, 1, new InterruptedStream(Bytes(200_000), 100_000), default));

        Assert.Equal(0, Ok(await Artifacts.GetUpload(upload.UploadId)).ReceivedBytes);
    }

    [Fact]
    public async Task An_upload_accepts_either_part_numbers_or_offsets()
    {
        var numbered = Ok(await Artifacts.BeginUpload(Path("a"), null, 1));
        var appended = Ok(await Artifacts.BeginUpload(Path("b"), null));

        Refused(await Artifacts.AppendUpload(numbered.UploadId, 0, new MemoryStream(Bytes(1))),
            ProblemKind.NotFound, ProblemCodes.UploadNotFound);
        Refused(await Artifacts.CompleteUpload(numbered.UploadId, default),
            ProblemKind.NotFound, ProblemCodes.UploadNotFound);
        Refused(await Artifacts.PutPart(appended.UploadId, 1, new MemoryStream(Bytes(1)), default),
            ProblemKind.NotFound, ProblemCodes.UploadNotFound);
        Refused(await Artifacts.CompleteUpload(appended.UploadId, default, null, [new ListedPart(1, "")]),
            ProblemKind.NotFound, ProblemCodes.UploadNotFound);
    }

    [Fact]
    public async Task Only_one_of_several_concurrent_appends_at_one_offset_succeeds()
    {
        var upload = Ok(await Artifacts.BeginUpload(Path("a"), null));
        var appended = await Task.WhenAll(Enumerable.Range(1, 10).Select(i => Task.Run(async () =>
            await Artifacts.AppendUpload(upload.UploadId, 0, new MemoryStream(Bytes(100_000 + i))))));

        var counted = Assert.Single(appended, outcome => outcome.IsOk).Value.ReceivedBytes;
        Ok(await Artifacts.CompleteUpload(upload.UploadId, default));
        Assert.Equal(Bytes((int)counted), await Read("a"));
    }

    private async Task<ListedPart> Put(ArtifactUpload upload, int number, byte[] bytes)
    {
        var part = Ok(await Artifacts.PutPart(
            upload.UploadId, number, new MemoryStream(bytes), new ArtifactExpectation(bytes.Length, Sha(bytes))));
        Assert.Equal(Sha(bytes), part.Sha256);
        return new ListedPart(number, part.Sha256!);
    }
}
