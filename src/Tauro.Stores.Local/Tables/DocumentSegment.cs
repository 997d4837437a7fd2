using System.Buffers;
using System.Text.Json;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;

namespace Tauro.Stores.Local.Tables;

/// <summary>
/// A JSON Lines file of documents: one per line, with removals as <c>{"_removed": key}</c> and each key at most once.
/// </summary>
internal static class DocumentSegment
{
    private const int BlockBytes = 256 << 10;

    public static void Write(Stream stream, IEnumerable<byte[]> lines)
    {
        foreach (var line in lines)
        {
            stream.Write(line);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>
    /// Loads a file, which was already checked, into its table. Decoding is most of the work of opening a store, so all
    /// cores decode blocks, while this thread applies the blocks in order.
    /// </summary>
    public static void Load(Disk disk, ManifestFile file, DocumentTable table)
    {
        var decoding = new Queue<Task<List<Action>>>();
        foreach (var block in ReadBlocks(disk, file))
        {
            decoding.Enqueue(Task.Run(() => Decode(block, table)));
            if (decoding.Count > Environment.ProcessorCount) Apply(decoding.Dequeue());
        }

        while (decoding.TryDequeue(out var block)) Apply(block);
    }

    private static void Apply(Task<List<Action>> block) => block.GetAwaiter().GetResult().ForEach(step => step());

    /// <summary>Reads the file in rented blocks of complete lines, at least one each.</summary>
    private static IEnumerable<ArraySegment<byte>> ReadBlocks(Disk disk, ManifestFile file)
    {
        var size = BlockBytes;
        for (long at = 0; at < file.Bytes;)
        {
            var length = (int)Math.Min(size, file.Bytes - at);
            var block = ArrayPool<byte>.Shared.Rent(length);
            SegmentFile.ReadPart(disk, file, block.AsSpan(0, length), at);
            var isLast = at + length == file.Bytes;
            var lines = isLast ? length : block.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            if (lines == 0)
            {
                ArrayPool<byte>.Shared.Return(block);
                size *= 2;
                continue;
            }

            yield return new ArraySegment<byte>(block, 0, lines);
            at += lines;
            size = BlockBytes;
        }
    }

    private static List<Action> Decode(ArraySegment<byte> block, DocumentTable table)
    {
        var steps = new List<Action>();
        var bytes = (ReadOnlySpan<byte>)block;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (line.IsEmpty) continue;
            if (!line.StartsWith("{\"_removed\":"u8))
            {
                steps.Add(table.PrepareLoad(line));
                continue;
            }

            var key = RemovedKey(line);
            steps.Add(() => table.LoadRemoval(key));
        }

        ArrayPool<byte>.Shared.Return(block.Array!);
        return steps;
    }

    private static string RemovedKey(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        }

        throw new StorageCorruptException("A stored removal has no key.");
    }
}
