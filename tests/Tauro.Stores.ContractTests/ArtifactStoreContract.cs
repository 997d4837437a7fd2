using System.Security.Cryptography;
using System.Text;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Rules;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="ArtifactStore"/>.</summary>
public abstract partial class ArtifactStoreContract : TrackingStoreContract
{
    [Theory, InlineData(0), InlineData(1), InlineData(70_000), InlineData(262_144), InlineData(20_000_000)]
    public async Task A_written_artifact_reads_back_byte_for_byte(int size)
    {
        var bytes = Bytes(size);
        var written = Ok(await Artifacts.Write(Path("0/r/model.bin"), new MemoryStream(bytes), default)).Artifact;

        Assert.Equal(("0/r/model.bin", false), (written.Path, written.IsDirectory));
        Assert.Equal(((long?)size, Sha(bytes)), (written.SizeBytes, written.Sha256));
        Assert.True(written.LastUpdateTime > 0);
        Assert.Equal(bytes, await Read("0/r/model.bin"));
        await Store.Reopen();
        Assert.Equal(bytes, await Read("0/r/model.bin"));
    }

    [Fact]
    public async Task A_write_returns_whether_the_file_is_new()
    {
        Assert.True(Ok(await Artifacts.Write(Path("a"), new MemoryStream(Bytes(1)), default)).IsNew);
        Assert.False(Ok(await Artifacts.Write(Path("a"), new MemoryStream(Bytes(2)), default)).IsNew);
        Ok(await Artifacts.Delete(Path("a")));

        foreach (var isNew in new[] { true, false })
        {
            var upload = Ok(await Artifacts.BeginUpload(Path("a"), null));
            Assert.Equal(isNew, Ok(await Artifacts.CompleteUpload(upload.UploadId, default)).IsNew);
        }
    }

    [Fact]
    public async Task Only_one_of_several_concurrent_writers_creates_the_file()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            async () => Ok(await Artifacts.Write(Path("contested"), new MemoryStream(Bytes(9)), default)))));

        Assert.Single(written, file => file.IsNew);
    }

    [Fact]
    public async Task Content_is_seekable_and_has_its_size_and_checksum()
    {
        var bytes = Bytes(10_000);
        await Write("a", bytes);
        await using var open = Ok(await Artifacts.Open(Path("a")));

        Assert.Equal(((long?)10_000, Sha(bytes)), (open.Artifact.SizeBytes, open.Artifact.Sha256));
        Assert.True(open.Content.CanSeek);
        Assert.Equal(10_000, open.Content.Length);
        open.Content.Seek(5_000, SeekOrigin.Begin);
        var part = new byte[100];
        await open.Content.ReadExactlyAsync(part);
        Assert.Equal(bytes[5_000..5_100], part);
    }

    [Fact]
    public async Task Overwriting_a_file_does_not_change_what_an_open_reader_reads()
    {
        await Write("a", "first"u8.ToArray());
        await using var open = Ok(await Artifacts.Open(Path("a")));
        await Write("a", "the second"u8.ToArray());

        Assert.Equal("the second", Encoding.UTF8.GetString(await Read("a")));
        using var reader = new StreamReader(open.Content);
        Assert.Equal("first", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_wrong_size_or_checksum_is_refused_and_nothing_is_stored()
    {
        var bytes = Bytes(1_000);
        Refused(await Send(new ArtifactExpectation(999)), ProblemKind.Invalid, ProblemCodes.SizeMismatch);
        Refused(await Send(new ArtifactExpectation(1_001)), ProblemKind.Invalid, ProblemCodes.SizeMismatch);
        Refused(await Send(new ArtifactExpectation(Sha256: Sha("else"u8))),
            ProblemKind.Invalid, ProblemCodes.ChecksumMismatch);
        Refused(await Artifacts.Open(Path("a")), ProblemKind.NotFound, ProblemCodes.ArtifactNotFound);
        Assert.Empty(await List(""));

        await Write("a", "before"u8.ToArray());
        Refused(await Send(new ArtifactExpectation(999)), ProblemKind.Invalid, ProblemCodes.SizeMismatch);
        Assert.Equal("before", Encoding.UTF8.GetString(await Read("a")));

        Ok(await Send(new ArtifactExpectation(1_000, Sha(bytes).ToUpperInvariant())));

        ValueTask<StoreOutcome<WrittenArtifact>> Send(ArtifactExpectation expect) =>
            Artifacts.Write(Path("a"), new MemoryStream(bytes), expect);
    }

    [Fact]
    public async Task A_path_that_is_too_long_to_read_back_is_refused()
    {
        var half = Path(string.Join('/', Enumerable.Repeat("folder", Limits.ArtifactPathLengthMax / 13)));
        var path = half.Append(half).Append(Path("longer"));

        Refused(await Artifacts.Write(path, new MemoryStream(Bytes(10)), default, Logged),
            ProblemKind.Invalid, ProblemCodes.InvalidPath);
        Assert.Empty(await List(""));
    }

    [Fact]
    public async Task An_interrupted_write_stores_no_file_and_no_event()
    {
        var cut = new InterruptedStream(Bytes(200_000), 100_000);
        var events = await EventsOf(async () => await Assert.ThrowsAnyAsync<IOException>(
            async () => await Artifacts.Write(Path("a"), cut, default, Logged)));
        Assert.Empty(events);
        Refused(await Artifacts.Open(Path("a")), ProblemKind.NotFound, ProblemCodes.ArtifactNotFound);
        Assert.Empty(await List(""));
    }

    [Fact]
    public async Task A_file_and_a_directory_cannot_share_a_path()
    {
        await Write("dir/file", Bytes(1));
        Refused(await Artifacts.Write(Path("dir"), new MemoryStream(Bytes(1)), default),
            ProblemKind.Conflict, ProblemCodes.ArtifactIsDirectory);
        Refused(await Artifacts.Write(Path("dir/file/below"), new MemoryStream(Bytes(1)), default),
            ProblemKind.Conflict, ProblemCodes.ArtifactIsFile);
        Assert.NotNull((await Artifacts.Open(Path("dir"))).Problem);
        Assert.Equal(["dir/file"], await List("", recursive: true));
    }

    [Fact]
    public async Task Listing_is_ordinal_and_relative_and_shows_directories()
    {
        foreach (var path in new[] { "r/b", "r/B", "r/a/x", "r/a/y/z", "r/a.txt", "r/a-b", "other/q" })
            await Write(path, Bytes(3));

        Assert.Equal(["B", "a", "a-b", "a.txt", "b"], await List("r"));
        Assert.Equal(["x", "y"], await List("r/a"));
        Assert.Equal(["other", "r"], await List(""));
        Assert.Empty(await List("missing"));

        var entries = Ok(await Artifacts.List(Path("r"), new())).Items;
        var directory = entries.Single(entry => entry.Path == "a");
        Assert.Equal((true, null, null), (directory.IsDirectory, directory.SizeBytes, directory.Sha256));
        var file = entries.Single(entry => entry.Path == "b");
        Assert.Equal((false, (long?)3, Sha(Bytes(3))), (file.IsDirectory, file.SizeBytes, file.Sha256));
    }

    [Fact]
    public async Task A_recursive_listing_contains_all_files_and_no_directories()
    {
        foreach (var path in new[] { "r/b", "r/a/x", "r/a/y/z", "other/q" }) await Write(path, Bytes(1));
        Assert.Equal(["a/x", "a/y/z", "b"], await List("r", recursive: true));
        Assert.Equal(["other/q", "r/a/x", "r/a/y/z", "r/b"], await List("", recursive: true));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_pages_of_a_listing_contain_each_entry_once_in_order(bool recursive)
    {
        for (var i = 0; i < 10; i++) await Write($"r/{(i % 3 == 0 ? $"d{i}/f" : $"f{i}")}", Bytes(1));
        var all = await List("r", recursive);

        var (found, token) = (new List<string>(), default(string));
        do
        {
            var page = Ok(await Artifacts.List(Path("r"), new(3, token), recursive));
            Assert.InRange(page.Items.Count, 1, 3);
            found.AddRange(page.Items.Select(entry => entry.Path));
            token = page.NextPageToken;
        }
        while (token is not null);

        Assert.Equal(10, all.Length);
        Assert.Equal(all, found);
    }

    [Fact]
    public async Task Deleting_a_file_or_an_entire_directory_returns_the_number_of_files()
    {
        foreach (var path in new[] { "r/a", "r/d/x", "r/d/y/z", "r/dd" }) await Write(path, Bytes(1));

        Assert.Equal(1, Ok(await Artifacts.Delete(Path("r/a"))));
        Assert.Equal(2, Ok(await Artifacts.Delete(Path("r/d"))));
        Assert.Equal(["dd"], await List("r"));
        Refused(await Artifacts.Delete(Path("r/a")), ProblemKind.NotFound, ProblemCodes.ArtifactNotFound);
        Refused(await Artifacts.Open(Path("r/d/x")), ProblemKind.NotFound, ProblemCodes.ArtifactNotFound);

        await Store.Reopen();
        Assert.Equal(["dd"], await List("r"));
        await Write("r/d", Bytes(1));
    }

    [Fact]
    public async Task The_given_event_is_committed_with_the_change()
    {
        var bytes = Bytes(5);
        var written = await EventsOf(async () =>
            Ok(await Artifacts.Write(Path("a/b"), new MemoryStream(bytes), default, Logged)));
        Assert.Equal(new ArtifactLogged(new("r"), "a/b", 5, Sha(bytes)), EventCatalog.Read(Assert.Single(written)));

        var deleted = await EventsOf(async () => Ok(await Artifacts.Delete(
            Path("a"), count => PendingEvent.From(new ArtifactDeleted(new("r"), $"{count} files")))));
        Assert.Equal(new ArtifactDeleted(new("r"), "1 files"), EventCatalog.Read(Assert.Single(deleted)));

        Assert.Empty(await EventsOf(() => Write("quiet", bytes)));
    }

    [Fact]
    public async Task Concurrent_writers_of_one_path_leave_one_complete_file()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => Write("contested", [.. Enumerable.Repeat((byte)i, 50_000)]))));

        var kept = await Read("contested");
        Assert.Equal(50_000, kept.Length);
        Assert.Single(kept.Distinct());
    }

    protected static PendingEvent Logged(Artifact artifact) =>
        PendingEvent.From(new ArtifactLogged(new("r"), artifact.Path, artifact.SizeBytes ?? -1, artifact.Sha256 ?? ""));

    protected static ArtifactPath Path(string value) =>
        ArtifactPath.TryParse(value, out var path, out var error) ? path : throw new ArgumentException(error);

    protected static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    protected static string Sha(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private async Task Write(string path, byte[] bytes) =>
        Ok(await Artifacts.Write(Path(path), new MemoryStream(bytes), default));

    private async Task<byte[]> Read(string path)
    {
        await using var open = Ok(await Artifacts.Open(Path(path)));
        var copy = new MemoryStream();
        await open.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<string[]> List(string directory, bool recursive = false) =>
        [.. Ok(await Artifacts.List(Path(directory), new(), recursive)).Items.Select(entry => entry.Path)];
}
