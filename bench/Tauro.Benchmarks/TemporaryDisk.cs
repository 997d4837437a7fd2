using Tauro.Stores.Local.Disks;

namespace Tauro.Benchmarks;

/// <summary>A real folder that is deleted at the end: a disk in memory has no syncs to measure.</summary>
internal sealed class TemporaryDisk : IDisposable
{
    public TemporaryDisk() => Disk = new FolderDisk(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"tauro-benchmark-{Guid.NewGuid():n}");

    public FolderDisk Disk { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
