using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Stores.Decisions;
using static Tauro.Stores.Tests.Decisions.TestDocuments;

namespace Tauro.Stores.Tests.Decisions;

public sealed class ArtifactDecisionTests
{
    private static readonly StoredArtifact File = new("a/b", 3, "00", Now, "in-1");

    private static readonly StoredUpload Upload = new(new("u"), "a/b", 10, 4, 1);

    [Fact]
    public void A_file_is_new_or_replaces_the_previous_one_at_its_path()
    {
        var later = File with { Blob = "in-2" };

        Assert.True(Ok(ArtifactWrites.Put(Place("a/b"), File, null)).Value.Value.IsNew);
        var replaced = Ok(ArtifactWrites.Put(Place("a/b", File), later, null)).Value;
        Assert.False(replaced.Value.IsNew);
        Assert.Equal(["in-1"], replaced.Blobs);
    }

    [Fact]
    public void A_file_cannot_have_the_path_of_a_directory_or_one_below_a_file()
    {
        Assert.Equal(
            ProblemCodes.ArtifactIsDirectory,
            ArtifactWrites.Put(Place("a/b") with { IsDirectory = true }, File, null).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ArtifactIsFile,
            UploadWrites.Begin(Place("a/b") with { ParentFile = "a" }, null, null, 0, new("u"), Now).Problem?.Code);
    }

    [Fact]
    public void Deleting_a_directory_deletes_its_files_and_records_their_paths()
    {
        var decided = Ok(ArtifactWrites.Delete(Place("a") with { IsDirectory = true }, [File], "del", null));

        Assert.Equal(new ArtifactFact.RemoveArtifact("a/b"), decided.Facts[0]);
        var deletion = Assert.IsType<ArtifactFact.PutDeletion>(decided.Facts[1]).Deletion;
        Assert.Equal(("del", "a/b"), (deletion.DeletionId, Assert.Single(deletion.Paths)));
        Assert.Equal(
            (new DeletedArtifacts(1, More: false), "in-1"), (decided.Value.Value, Assert.Single(decided.Value.Blobs)));
        Assert.Equal(
            ProblemCodes.ArtifactNotFound, ArtifactWrites.Delete(Place("x"), [], "del", null).Problem?.Code);
    }

    [Fact]
    public void Fewer_files_with_long_paths_are_deleted_in_one_commit()
    {
        const int bytesMax = 64 << 20;
        var files = Enumerable.Range(0, ArtifactWrites.FilesMax)
            .Select(i => File with { Path = $"a/{i:D5}{new string('+', Limits.ArtifactPathLengthMax)}" });

        var decided = Ok(ArtifactWrites.Delete(Place("a") with { IsDirectory = true }, files, "d", null));

        Assert.True(decided.Value.Value.More);
        var deletion = Assert.IsType<ArtifactFact.PutDeletion>(decided.Facts[^1]).Deletion;
        Assert.Equal(decided.Value.Value.Files, deletion.Paths.Count);
        Assert.InRange(
            JsonSerializer.SerializeToUtf8Bytes(deletion).Length + deletion.Paths.Sum(path => path.Length),
            bytesMax / 4, bytesMax);
    }

    [Fact]
    public void Many_files_are_deleted_in_several_commits_of_which_each_has_an_event()
    {
        var directory = Place("a") with { IsDirectory = true };
        var files = Enumerable.Range(0, ArtifactWrites.FilesMax + 1).Select(i => File with { Path = $"a/{i:D5}" });

        var first = Ok(ArtifactWrites.Delete(directory, files, "d1", Deleted));
        var last = Ok(ArtifactWrites.Delete(directory, files.Skip(ArtifactWrites.FilesMax), "d2", Deleted));

        Assert.Equal(new DeletedArtifacts(ArtifactWrites.FilesMax, More: true), first.Value.Value);
        Assert.Equal(ArtifactWrites.FilesMax + 1, first.Facts.Count);
        Assert.Equal([Deleted(ArtifactWrites.FilesMax)], first.Events);
        Assert.Equal(new DeletedArtifacts(1, More: false), last.Value.Value);
        Assert.Equal([Deleted(1)], last.Events);

        static LifecycleEvent Deleted(int count) => new ArtifactDeleted(new("r"), $"{count}");
    }

    [Fact]
    public void A_part_begins_where_the_last_one_ended_and_does_not_exceed_the_declared_size()
    {
        Assert.Null(UploadWrites.CheckPosition(Upload, 4));
        Assert.Equal(ProblemCodes.UploadOffsetMismatch, UploadWrites.CheckPosition(Upload, 3)?.Code);
        Assert.Null(UploadWrites.CheckEnd(Upload, 10));
        Assert.Equal(ProblemCodes.SizeMismatch, UploadWrites.CheckEnd(Upload, 11)?.Code);
    }

    [Fact]
    public void An_upload_is_completed_only_once_and_only_with_all_its_bytes()
    {
        Assert.Equal(ProblemCodes.SizeMismatch, UploadWrites.CheckComplete(Upload, null)?.Code);
        Assert.Null(UploadWrites.CheckComplete(Upload, 4));

        var whole = File with { SizeBytes = 4 };
        var completed = new CompletedUpload(new("u"), [Part(0, 4)]);
        var decided = Ok(UploadWrites.Complete(Upload, completed, [Part(0, 4)], Place("a/b", File), whole, null));

        Assert.Equal([new ArtifactFact.PutArtifact(whole), new ArtifactFact.RemoveUpload(new("u"))], decided.Facts);
        Assert.Equal(["in-1", "part-0"], decided.Value.Blobs);
        Assert.Equal(
            ProblemCodes.UploadOffsetMismatch,
            UploadWrites.Complete(Upload, new(new("u"), []), [], Place("a/b"), File, null).Problem?.Code);
        Assert.Equal(
            ProblemCodes.UploadNotFound,
            UploadWrites.Complete(null, new(new("u"), []), [], Place("a/b"), whole, null).Problem?.Code);
    }

    [Fact]
    public void A_part_that_becomes_the_file_is_not_garbage()
    {
        var whole = File with { SizeBytes = 4, Blob = "part-0" };

        var completed = new CompletedUpload(new("u"), [Part(0, 4)]);

        Assert.Empty(Ok(UploadWrites.Complete(
            Upload, completed, [Part(0, 4)], Place("a/b"), whole, null)).Value.Blobs);
    }

    [Fact]
    public void An_upload_cannot_be_completed_with_a_part_that_was_replaced()
    {
        var numbered = Upload with { PartsMax = 3 };
        var completed = new CompletedUpload(new("u"), [Part(1, 4) with { Blob = "old" }]);

        var refused = UploadWrites.Complete(numbered, completed, [Part(1, 4)], Place("a/b"), File, null).Problem;

        Assert.Equal(ProblemKind.Conflict, refused?.Kind);
        Assert.Contains("position 1 was replaced", refused?.Message);
    }

    [Fact]
    public void Numbered_parts_together_cannot_exceed_the_limit_of_a_file()
    {
        var numbered = Upload with { PartsMax = 3, ReceivedBytes = Limits.ArtifactBytesMax, SizeBytes = null };

        Assert.Equal(ProblemCodes.SizeMismatch, UploadWrites.AddPart(numbered, Part(2, 1), null, 1).Problem?.Code);
    }

    [Fact]
    public void A_part_that_is_sent_again_replaces_the_previous_one()
    {
        var numbered = Upload with { PartsMax = 3 };
        var decided = Ok(UploadWrites.AddPart(numbered, Part(2, 6), Part(2, 4) with { Blob = "old" }, 1));

        Assert.Equal(
            [new ArtifactFact.PutPart(Part(2, 6)), new ArtifactFact.PutUpload(numbered with { ReceivedBytes = 6 })],
            decided.Facts);
        Assert.Equal(["old"], decided.Value.Blobs);
        Assert.Equal(
            ProblemCodes.InvalidRequest, UploadWrites.AddPart(numbered, Part(4, 1), null, 1).Problem?.Code);
        Assert.Equal(
            ProblemCodes.UploadNotFound, UploadWrites.AddPart(null, Part(1, 1), null, 0).Problem?.Code);
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            UploadWrites.AddPart(Upload, Part(4, 1), null, UploadWrites.PartsPerUploadMax).Problem?.Code);
    }

    [Fact]
    public void The_listed_parts_become_the_file_in_the_order_of_their_numbers()
    {
        var numbered = Upload with { PartsMax = 3 };
        StoredPart[] parts = [Part(1, 1), Part(2, 1), Part(3, 1)];

        Assert.Equal(
            [Part(1, 1), Part(3, 1)], Ok(UploadWrites.Select(numbered, parts, [new(3, "sum-3"), new(1, "")])));
        foreach (var listed in (ListedPart[][])[[], [new(4, "")], [new(1, ""), new(1, "")]])
        {
            Assert.Equal(
                ProblemCodes.InvalidRequest, UploadWrites.Select(numbered, parts, listed).Problem?.Code);
        }

        Assert.Equal(
            ProblemCodes.InvalidRequest, UploadWrites.Select(numbered, [], [new(1, "")]).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ChecksumMismatch, UploadWrites.Select(numbered, parts, [new(1, "else")]).Problem?.Code);
    }

    [Fact]
    public void The_number_of_open_uploads_is_limited() => Assert.Equal(
        ProblemCodes.LimitExceeded,
        UploadWrites.Begin(Place("a/b"), null, null, UploadWrites.UploadsMax, new("u"), Now).Problem?.Code);

    private static StoredPart Part(long position, long size) =>
        new(new("u"), position, size, $"sum-{position}", $"part-{position}");

    private static ArtifactEntry Place(string path, StoredArtifact? file = null)
    {
        Assert.True(ArtifactPath.TryParse(path, out var parsed, out var error), error);
        return new ArtifactEntry(parsed, file, false, null);
    }
}
