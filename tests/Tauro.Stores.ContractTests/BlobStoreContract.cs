using Tauro.Stores.Artifacts;

namespace Tauro.Stores.ContractTests;

/// <summary>The contract of <see cref="IBlobStore"/>.</summary>
public abstract class BlobStoreContract : IAsyncLifetime
{
    private readonly Entropy entropy = Entropy.Seeded(1);
    private IBlobStore? blobs;

    private IBlobStore Blobs => blobs!;

    /// <summary>Opens an empty store that no other test uses.</summary>
    protected abstract ValueTask<IBlobStore> Open();

    /// <summary>Opens the same store as another process would find it.</summary>
    protected abstract ValueTask<IBlobStore> Reopen();

    public async ValueTask InitializeAsync() => blobs = await Open();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    [Theory, InlineData(0), InlineData(1), InlineData(200_000), InlineData(20_000_000)]
    public async Task A_blob_reads_back_as_it_was_written(int size)
    {
        var bytes = Bytes(size);
        var key = await Write(bytes);

        Assert.Equal(bytes, await Read(key));
        blobs = await Reopen();
        Assert.Equal(bytes, await Read(key));
    }

    [Fact]
    public async Task A_buffer_can_be_reused_after_it_is_written()
    {
        var (key, buffer) = (entropy.NextId(), new byte[100_000]);
        await using (var writer = await Blobs.Create(key, default))
        {
            for (var i = 1; i <= 3; i++)
            {
                Array.Fill(buffer, (byte)i);
                await writer.Write(buffer, default);
            }

            Array.Fill(buffer, (byte)9);
            await writer.Complete(default);
        }

        Assert.Equal([1, 2, 3], (await Read(key)).Chunk(100_000).Select(chunk => Assert.Single(chunk.Distinct())));
    }

    [Fact]
    public async Task A_part_of_a_blob_can_be_read_without_the_bytes_before_it()
    {
        var bytes = Bytes(300_000);
        await using var stream = await Blobs.Open(await Write(bytes), default);

        Assert.Equal((true, 300_000), (stream.CanSeek, stream.Length));
        foreach (var start in new[] { 200_000, 7, 299_990 })
        {
            stream.Position = start;
            var part = new byte[10];
            await stream.ReadExactlyAsync(part);
            Assert.Equal(bytes[start..(start + 10)], part);
        }

        Assert.Equal(0, await stream.ReadAsync(new byte[10]));
    }

    [Fact]
    public async Task A_blob_that_is_not_completed_leaves_nothing()
    {
        var key = entropy.NextId();
        await using (var writer = await Blobs.Create(key, default)) await writer.Write(Bytes(200_000), default);

        await Assert.ThrowsAsync<FileNotFoundException>(async () => await Blobs.Open(key, default));
        Assert.Empty(await List());
    }

    [Fact]
    public async Task Blobs_are_listed_and_deleted_and_deleting_missing_ones_is_allowed()
    {
        string[] keys = [await Write([1]), await Write([2]), await Write([3])];
        Assert.Equal(keys.Order(), (await List()).Order());

        await Blobs.Delete([keys[0], keys[2], entropy.NextId()]);
        await Blobs.Delete([keys[0]]);

        Assert.Equal([keys[1]], await List());
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await Blobs.Open(keys[0], default));
        Assert.Equal([2], await Read(keys[1]));
    }

    [Fact]
    public async Task An_open_blob_can_be_read_after_it_is_deleted()
    {
        var key = await Write([1, 2, 3]);
        await using var stream = await Blobs.Open(key, default);
        await Blobs.Delete([key]);

        var read = new byte[3];
        await stream.ReadExactlyAsync(read);
        Assert.Equal([1, 2, 3], read);
    }

    [Fact]
    public async Task Blobs_are_written_and_read_concurrently()
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
        {
            var bytes = Bytes(100_000 + i);
            return (Bytes: bytes, Read: await Read(await Write(bytes)));
        })));

        Assert.All(kept, blob => Assert.Equal(blob.Bytes, blob.Read));
    }

    private async Task<string> Write(byte[] bytes)
    {
        var key = entropy.NextId();
        await using var writer = await Blobs.Create(key, default);
        foreach (var chunk in bytes.Chunk(128 << 10)) await writer.Write(chunk, default);
        await writer.Complete(default);
        return key;
    }

    private async Task<byte[]> Read(string key)
    {
        await using var stream = await Blobs.Open(key, default);
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<List<string>> List() => await Blobs.List(default).ToListAsync();

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
