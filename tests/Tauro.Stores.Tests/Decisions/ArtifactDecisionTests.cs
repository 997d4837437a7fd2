using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.Loaded;

namespace Tauro.Stores.Tests.Decisions;

public sealed class ArtifactDecisionTests
{
    private static readonly StoredArtifact File = new("a/b", 3, "00", Now, "in-1");

    private static readonly StoredUpload Upload = new("u", "a/b", 10, 4, 1);

    [Fact]
    public void A_file_is_new_or_replaces_the_previous_one_at_its_path()
    {
        var later = File with { Incoming = "in-2" };

        Assert.True(Ok(ArtifactWrites.Put(Place("a/b"), File, null)).Value.Written.IsNew);
        var replaced = Ok(ArtifactWrites.Put(Place("a/b", File), later, null)).Value;
        Assert.False(replaced.Written.IsNew);
        Assert.Equal(File, replaced.Replaced);
    }

    [Fact]
    public void A_file_cannot_have_the_path_of_a_directory_or_one_below_a_file()
    {
        Assert.Equal(
            ProblemCodes.ArtifactIsDirectory,
            ArtifactWrites.Put(Place("a/b") with { IsDirectory = true }, File, null).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ArtifactIsFile,
            UploadWrites.Begin(Place("a/b") with { FileAbove = "a" }, null, 0, "u", Now).Problem?.Code);
    }

    [Fact]
    public void Deleting_a_directory_deletes_its_files_and_records_their_paths()
    {
        var decided = Ok(ArtifactWrites.Delete(Place("a") with { IsDirectory = true }, [File], "del", null));

        Assert.Equal(new ArtifactFact.RemoveArtifact("a/b"), decided.Facts[0]);
        var deletion = Assert.IsType<ArtifactFact.PutDeletion>(decided.Facts[1]).Deletion;
        Assert.Equal(("del", "a/b"), (deletion.DeletionId, Assert.Single(deletion.Paths)));
        Assert.Equal(
            ProblemCodes.ArtifactNotFound, ArtifactWrites.Delete(Place("x"), [], "del", null).Problem?.Code);
    }

    [Fact]
    public void A_part_begins_where_the_last_one_ended_and_does_not_exceed_the_declared_size()
    {
        Assert.Null(UploadWrites.CheckOffset(Upload, 4));
        Assert.Equal(ProblemCodes.UploadOffsetMismatch, UploadWrites.CheckOffset(Upload, 3)?.Code);
        Assert.Null(UploadWrites.CheckEnd(Upload, 10));
        Assert.Equal(ProblemCodes.SizeMismatch, UploadWrites.CheckEnd(Upload, 11)?.Code);
    }

    [Fact]
    public void An_upload_is_completed_only_once_and_only_with_all_its_bytes()
    {
        Assert.Equal(ProblemCodes.SizeMismatch, UploadWrites.CheckComplete(Upload, null)?.Code);
        Assert.Null(UploadWrites.CheckComplete(Upload, 4));

        var decided = Ok(UploadWrites.Complete(Upload, "u", Place("a/b"), File, null));

        Assert.Equal([new ArtifactFact.PutArtifact(File), new ArtifactFact.RemoveUpload("u")], decided.Facts);
        Assert.Equal(
            ProblemCodes.UploadNotFound,
            UploadWrites.Complete(null, "u", Place("a/b"), File, null).Problem?.Code);
    }

    [Fact]
    public void The_number_of_open_uploads_is_limited() => Assert.Equal(
        ProblemCodes.LimitExceeded,
        UploadWrites.Begin(Place("a/b"), null, UploadWrites.UploadsMax, "u", Now).Problem?.Code);

    private static ArtifactPlace Place(string path, StoredArtifact? file = null)
    {
        Assert.True(ArtifactPath.TryParse(path, out var parsed, out var error), error);
        return new ArtifactPlace(parsed, file, false, null);
    }
}
