using System.IO.Hashing;
using System.Runtime.InteropServices;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// Merges the newest document segments of one table. The merged one has the newest version of each of their documents.
/// </summary>
internal sealed class DocumentCompaction : Compaction
{
    private const int SegmentsMin = 4;
    private const int TierFactor = 4;

    // A small table is not worth a merge for its replaced documents.
    private const int ReplacedMin = 1_000;

    // No client can choose keys whose hashes collide.
    private static readonly long Seed = Entropy.System.NextNumber();

    private readonly Disk disk;
    private readonly DocumentTable table;
    private readonly bool hasOldest;

    private DocumentCompaction(Disk disk, DocumentTable table, IReadOnlyList<ManifestFile> replaced, bool hasOldest)
        : base(replaced) => (this.disk, this.table, this.hasOldest) = (disk, table, hasOldest);

    public static IEnumerable<DocumentCompaction> Due(Disk disk, Manifest manifest, LocalState state)
    {
        var segments = manifest.Files
            .Where(file => file.Kind == ManifestFileKind.Documents).ToLookup(file => file.Table!);
        foreach (var table in state.Tables)
        {
            var all = segments[table.Path].ToList();
            var count = CountDue(all, table.Count);
            if (count > 0) yield return new DocumentCompaction(disk, table, all[^count..], count == all.Count);
        }
    }

    /// <summary>
    /// Begins with the number of the newest replaced segment, so that names are in the order of segments: those of
    /// checkpoints during the merge are newer.
    /// </summary>
    public override string PathOf(long number)
    {
        var newest = Replaced[^1].Path[(table.Path.Length + 1)..];
        return $"{table.Path}-{newest[..newest.IndexOfAny(['-', '.'])]}-{number:D8}.jsonl";
    }

    public override ManifestFile Write(string path, Action check) => SegmentFile.Write(
        disk, ManifestFileKind.Documents, path, stream => Merge(stream, check), table.Path, check);

    public override SegmentMove PrepareMove(ManifestFile merged, Action check) =>
        table.PrepareMove(disk, [.. Replaced.Select(file => file.Path)], merged, check);

    public override void Cancel(SegmentMove move) => table.CloseSegment(move.Segment);

    private long Merge(Stream stream, Action check)
    {
        var seen = new HashSet<UInt128>();
        long count = 0;
        foreach (var file in Replaced.Reverse())
        {
            SegmentFile.Check(disk, file, _ => check());
            DocumentSegment.ReadLines(disk, file, (line, _) =>
            {
                var isRemoval = DocumentSegment.IsRemoval(line);
                var key = isRemoval ? DocumentSegment.RemovedKey(line) : table.KeyOfLine(line);
                if (!seen.Add(XxHash128.HashToUInt128(MemoryMarshal.AsBytes(key.AsSpan()), Seed))) return;

                // A removal is needed as long as an older segment may have the document.
                if (isRemoval && hasOldest) return;
                stream.Write(line);
                stream.WriteByte((byte)'\n');
                count++;
            }, check);
        }

        return count;
    }

    /// <summary>Returns the number of segments at the end that are to be merged.</summary>
    private static int CountDue(List<ManifestFile> segments, int live)
    {
        if (segments.Count < 2) return 0;
        if (segments.Sum(file => file.Items) > (2L * live) + ReplacedMin) return segments.Count;
        var (count, bytes) = (1, segments[^1].Bytes);
        while (count < segments.Count && segments[^(count + 1)].Bytes <= TierFactor * bytes)
            bytes += segments[^++count].Bytes;
        return count >= SegmentsMin ? count : 0;
    }
}
