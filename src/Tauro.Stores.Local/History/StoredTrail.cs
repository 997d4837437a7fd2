using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.History;

/// <summary>Reads the lines of a stored trail as they are, damaged or not, and changes nothing.</summary>
internal static class StoredTrail
{
    private const string LockName = "writer.lock";
    private const int CheckpointBytesMax = 64 << 10;
    private const int PartBytes = 256 << 10;
    private const int LineBytesMax = 128 << 20;

    /// <summary>Verifies the trail of a service that does not run.</summary>
    /// <param name="disk">The service's folder; null if there is none.</param>
    /// <param name="service">The service.</param>
    /// <param name="checkpointPath">A file with a checkpoint; null for none.</param>
    /// <param name="dataPath">The data folder, as it was set.</param>
    /// <exception cref="StorageLockedException">The service runs.</exception>
    /// <exception cref="SettingException">
    /// The file is not a checkpoint of this trail, or the folder has no trail.
    /// </exception>
    public static TrailVerification Verify(
        Disk? disk, string service, string? checkpointPath, string? dataPath = null)
    {
        if (disk is null) throw NoTrail(dataPath);
        var checkpoint = checkpointPath is null ? null : ReadCheckpoint(checkpointPath, service);
        using var held = disk.TryLock(LockName) ?? throw new StorageLockedException(
            $"The data folder '{disk.Describe("")}' is in use. Stop the service, or ask it to verify its trail.");
        var manifest = Manifest.Read(disk);
        var result = new TrailVerifier(service).Run(
            manifest.Files.Where(file => file.Kind == ManifestFileKind.Trail).SelectMany(file => Lines(disk, file))
                .Concat(JournalLines(disk, manifest)),
            Anchors(manifest.Trail, checkpoint));
        return result is { Intact: true, Verified: 0 }
            ? throw NoTrail(dataPath)
            : CheckIndexes(result, disk, manifest.Files);
    }

    /// <summary>
    /// Checks the indexes of an intact trail, by which queries find entries. One that is missing is written again when
    /// the service starts.
    /// </summary>
    public static TrailVerification CheckIndexes(
        TrailVerification result, Disk disk, IEnumerable<ManifestFile> files)
    {
        if (!result.Intact) return result;
        foreach (var index in files.Where(file => file.Kind == ManifestFileKind.TrailIndex))
        {
            try
            {
                if (disk.FileExists(index.Path)) SegmentFile.Check(disk, index);
            }
            catch (StorageCorruptException) when (disk.FileExists(index.Path))
            {
                return result with
                {
                    Intact = false,
                    Fault = new TrailFault(
                        index.First!.Value, TrailFaultKind.Changed,
                        $"The entries are intact, but the index of the entries {index.First} to {index.Last} was "
                        + $"changed, so queries may miss some. Delete '{index.Path}' and start the service: it writes "
                        + "the index again."),
                };
            }
            catch (StorageCorruptException)
            {
                // A checkpoint replaced it.
            }
        }

        return result;
    }

    /// <summary>Returns the entries that a trail must have.</summary>
    /// <param name="stored">The last entry by the manifest or in memory.</param>
    /// <param name="checkpoint">A checkpoint that was exported.</param>
    public static List<TrailAnchor> Anchors(TrailHead? stored, TrailCheckpoint? checkpoint)
    {
        var anchors = new List<TrailAnchor>();
        if (stored is not null) anchors.Add(new TrailAnchor(stored, "the store"));
        if (checkpoint is not null)
            anchors.Add(new TrailAnchor(
                new TrailHead(checkpoint.Sequence, checkpoint.Hash, checkpoint.Time), "the checkpoint"));
        return anchors;
    }

    /// <summary>Reads the lines of a file; none if it is missing.</summary>
    public static IEnumerable<byte[]> Lines(Disk disk, ManifestFile entry)
    {
        if (!disk.FileExists(entry.Path)) yield break;
        using var file = disk.Open(entry.Path);
        var bytes = new byte[PartBytes];
        var kept = 0;
        for (long at = 0; ;)
        {
            if (kept == bytes.Length)
            {
                if (kept >= LineBytesMax) yield break;
                Array.Resize(ref bytes, 2 * kept);
            }

            var read = file.Read(bytes.AsSpan(kept), at);
            (at, kept) = (at + read, kept + read);
            var start = 0;
            while (Array.IndexOf(bytes, (byte)'\n', start, kept - start) is >= 0 and var end)
            {
                yield return bytes[start..end];
                start = end + 1;
            }

            if (read == 0)
            {
                if (start < kept) yield return bytes[start..kept];
                yield break;
            }

            Buffer.BlockCopy(bytes, start, bytes, 0, kept - start);
            kept -= start;
        }
    }

    private static TrailCheckpoint ReadCheckpoint(string path, string service)
    {
        try
        {
            var bytes = FolderDisk.ReadFile(path, CheckpointBytesMax);
            var checkpoint = JsonSerializer.Deserialize<TrailCheckpoint>(bytes, TauroJson.Options);
            if (checkpoint?.Service == service) return checkpoint;
            throw new JsonException($"It is of the service '{checkpoint?.Service}', and this is '{service}'.");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new SettingException(
                "--checkpoint", path,
                $"It cannot be used: {e.Message} Save the response of GET /api/v1/{service}/trail/checkpoint in it.");
        }
    }

    private static SettingException NoTrail(string? dataPath) => new(
        LocalStoreOptions.PathVariable, dataPath, "There is no trail. Name another folder.");

    private static List<byte[]> JournalLines(Disk disk, Manifest manifest)
    {
        var lines = new List<byte[]>();
        JournalReader.Read(disk, "journal", manifest.JournalFrom, (_, payload) =>
        {
            while (!payload.IsEmpty)
            {
                var op = Op.Next(ref payload);
                if (op.Kind == OpKind.Trail) lines.Add(op.Bytes.ToArray());
            }
        });
        return lines;
    }
}
