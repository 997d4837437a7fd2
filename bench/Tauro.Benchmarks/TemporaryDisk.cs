using Tauro.Stores.Local.Disks;

namespace Tauro.Benchmarks;

/// <summary>A real folder, deleted in the end: a disk in memory would say nothing of syncs.</summary>
internal sealed class TemporaryDisk : IDisposable
{
    public TemporaryDisk() => Disk = new FolderDisk(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"tauro-benchmark-{Guid.NewGuid():n}");

    public FolderDisk Disk { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
