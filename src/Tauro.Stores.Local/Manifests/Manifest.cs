using System.Text;
using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.Manifests;

/// <summary>
/// The live files of a store: the segments, in the order in which they are read, and the first journal frame after
/// them. Each checkpoint replaces the file.
/// </summary>
/// <param name="Version">The format version of all files that the manifest names.</param>
/// <param name="Generation">Grows with each manifest; no name of a segment has a greater number.</param>
/// <param name="JournalFrom">The first frame that the segments do not cover.</param>
/// <param name="LastEvent">The sequence of the newest event in the event segments.</param>
/// <param name="Files">The live files, oldest first.</param>
/// <param name="Trail">
/// The last entry in the files of the trail; null when there are none, as in folders from before the trail.
/// </param>
/// <param name="LastEventTime">
/// The time of the newest event in the event segments, in Unix milliseconds; null in folders of older versions.
/// </param>
internal sealed record Manifest(
    int Version, long Generation, long JournalFrom, long LastEvent, IReadOnlyList<ManifestFile> Files,
    TrailHead? Trail = null, long? LastEventTime = null)
{
    public const int FormatVersion = 1;
    public const string FileName = "manifest.json";
    private const string TemporaryName = "manifest.tmp";

    public static Manifest Empty { get; } = new(FormatVersion, 0, 1, 0, []);

    /// <summary>Reads the manifest. Returns <see cref="Empty"/> when there is none yet.</summary>
    public static Manifest Read(Disk disk)
    {
        if (!disk.FileExists(FileName)) return Empty;
        using var file = disk.Open(FileName);
        var bytes = new byte[file.Length];
        file.Read(bytes, 0);
        try
        {
            using var envelope = JsonDocument.Parse(bytes);
            var body = envelope.RootElement.GetProperty("manifest");
            var written = envelope.RootElement.GetProperty("checksum").GetString();
            if (written != FileChecksum.Compute(Encoding.UTF8.GetBytes(body.GetRawText())))
                throw new StorageCorruptException(
                    $"'{disk.Describe(FileName)}' does not match its checksum. Restore it from a backup.")
                {
                    File = FileName,
                };
            var manifest = body.Deserialize<Manifest>(TauroJson.Options)!;
            return manifest.Version == FormatVersion
                ? manifest
                : throw new StorageCorruptException(
                    $"'{disk.Describe(FileName)}' has format version {manifest.Version}; this build reads " +
                    $"{FormatVersion}. Start the build that wrote it.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new StorageCorruptException(
                $"'{disk.Describe(FileName)}' is not a manifest: {e.Message} Restore it from a backup.", e)
            {
                File = FileName,
            };
        }
    }

    /// <summary>
    /// Returns the manifest with one file in the place of several, or with none if it is a metric segment without
    /// points.
    /// </summary>
    public Manifest Replace(IReadOnlyCollection<ManifestFile> replaced, ManifestFile merged)
    {
        var at = Files.TakeWhile(file => !replaced.Contains(file)).Count();
        return this with
        {
            Files =
            [
                .. Files.Take(at),
                .. merged is { Kind: ManifestFileKind.Metrics, Items: 0 } ? [] : (ManifestFile[])[merged],
                .. Files.Skip(at).Where(file => !replaced.Contains(file)),
            ],
        };
    }

    /// <summary>Writes the manifest to a temporary file. If that fails, the current one stays in force.</summary>
    public void WriteTemporary(Disk disk)
    {
        var body = JsonSerializer.Serialize(this, TauroJson.Options);
        var checksum = FileChecksum.Compute(Encoding.UTF8.GetBytes(body));
        disk.Write(TemporaryName, Encoding.UTF8.GetBytes($"{{\"checksum\":\"{checksum}\",\"manifest\":{body}}}\n"));
    }

    /// <summary>
    /// Replaces the manifest by the temporary file. If that fails, either of the two may be on the disk, now or after a
    /// crash.
    /// </summary>
    public static void Replace(Disk disk)
    {
        disk.Rename(TemporaryName, FileName);
        disk.SyncDirectory("");
    }
}
