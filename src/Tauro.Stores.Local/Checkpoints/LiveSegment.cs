using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Segments;

namespace Tauro.Stores.Local.Checkpoints;

/// <summary>
/// A metric segment that is opened by its first reader. If that fails, the next reader tries again.
/// </summary>
internal sealed class LiveSegment(Disk disk, string path)
{
    private readonly Lock gate = new();
    private Task<MetricSegment>? opened;

    /// <summary>Whether most of its points are of removed runs; set when that is looked up.</summary>
    public bool IsMostlyRemoved { get; set; }

    public Task<MetricSegment> Open()
    {
        lock (gate)
        {
            if (opened is null or { IsFaulted: true } or { IsCanceled: true })
                opened = MetricSegment.OpenAsync(path, OpenFile);
            return opened;
        }
    }

    public ValueTask Close()
    {
        lock (gate) return opened is { IsCompletedSuccessfully: true } open ? open.Result.DisposeAsync() : default;
    }

    private DiskStream OpenFile()
    {
        try
        {
            return new DiskStream(disk.Open(path));
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StorageUnavailableException($"The metric segment '{path}' cannot be opened: {e.Message}", e);
        }
    }
}
