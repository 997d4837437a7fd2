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

    /// <param name="line">A line without its end.</param>
    /// <param name="at">The position of its first byte.</param>
    public delegate void LineAction(ReadOnlySpan<byte> line, long at);

    /// <summary>Writes lines, and returns the documents with their locations in the file 0.</summary>
    public static List<StoredDocument> Write(Stream stream, IEnumerable<DocumentLine> lines)
    {
        var written = new List<StoredDocument>();
        long at = 0;
        foreach (var (key, json, isRemoval) in lines)
        {
            stream.Write(json);
            stream.WriteByte((byte)'\n');
            if (!isRemoval)
                written.Add(new StoredDocument(
                    key, new StoredLocation(0, at, json.Length, DocumentFiles.ChecksumOf(json))));
            at += json.Length + 1;
        }

        return written;
    }

    /// <summary>
    /// Loads a file, which was already checked, into its table. Decoding is most of the work of opening a store, so all
    /// cores decode blocks, while this thread applies the blocks in order.
    /// </summary>
    public static void Load(Disk disk, ManifestFile file, DocumentTable table)
    {
        var number = table.OpenSegment(disk, file.Path);
        var decoding = new Queue<Task<List<Action>>>();
        foreach (var (block, at) in ReadBlocks(disk, file))
        {
            decoding.Enqueue(Task.Run(() => Decode(block, at, number, table)));
            if (decoding.Count > Environment.ProcessorCount) Apply(decoding.Dequeue());
        }

        while (decoding.TryDequeue(out var block)) Apply(block);
    }

    /// <summary>Whether a line is a removal.</summary>
    public static bool IsRemoval(ReadOnlySpan<byte> line) => line.StartsWith("{\"_removed\":"u8);

    /// <summary>Returns the key of a removal.</summary>
    public static string RemovedKey(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        }

        throw new StorageCorruptException("A stored removal has no key.");
    }

    /// <summary>Reads a checked file line by line, and passes each with its first byte.</summary>
    /// <param name="disk">The service's folder.</param>
    /// <param name="file">The file.</param>
    /// <param name="visit">Gets each line.</param>
    /// <param name="check">Called for each block; throws when no more is to be read.</param>
    public static void ReadLines(Disk disk, ManifestFile file, LineAction visit, Action check)
    {
        foreach (var (block, start) in ReadBlocks(disk, file))
        {
            check();
            var bytes = (ReadOnlySpan<byte>)block;
            foreach (var range in bytes.Split((byte)'\n'))
                if (!bytes[range].IsEmpty) visit(bytes[range], start + range.Start.Value);
            ArrayPool<byte>.Shared.Return(block.Array!);
        }
    }

    private static void Apply(Task<List<Action>> block) => block.GetAwaiter().GetResult().ForEach(step => step());

    /// <summary>Reads the file in rented blocks of complete lines, at least one each, with their first byte.</summary>
    private static IEnumerable<(ArraySegment<byte> Block, long At)> ReadBlocks(Disk disk, ManifestFile file)
    {
        using var open = SegmentFile.Open(disk, file);
        var size = BlockBytes;
        for (long at = 0; at < file.Bytes;)
        {
            var length = (int)Math.Min(size, file.Bytes - at);
            var block = ArrayPool<byte>.Shared.Rent(length);
            if (open.Read(block.AsSpan(0, length), at) < length)
                throw SegmentFile.Damaged(disk, file, "became shorter while it was read");
            var isLast = at + length == file.Bytes;
            var lines = isLast ? length : block.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
            if (lines == 0)
            {
                ArrayPool<byte>.Shared.Return(block);
                size *= 2;
                continue;
            }

            yield return (new ArraySegment<byte>(block, 0, lines), at);
            at += lines;
            size = BlockBytes;
        }
    }

    private static List<Action> Decode(ArraySegment<byte> block, long start, int file, DocumentTable table)
    {
        var steps = new List<Action>();
        var bytes = (ReadOnlySpan<byte>)block;
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (line.IsEmpty) continue;
            if (!IsRemoval(line))
            {
                var checksum = file == 0 ? 0 : DocumentFiles.ChecksumOf(line);
                steps.Add(table.PrepareLoad(
                    line, new StoredLocation(file, start + range.Start.Value, line.Length, checksum)));
                continue;
            }

            var key = RemovedKey(line);
            steps.Add(() => table.LoadRemoval(key));
        }

        ArrayPool<byte>.Shared.Return(block.Array!);
        return steps;
    }
}
