using Microsoft.Extensions.Logging;
using Tauro.Storage.Disks;
using Tauro.Storage.Local;
using Tauro.Storage.Manifests;

namespace Tauro.Storage.Checkpoints;

/// <summary>Deletes segments that no manifest names: replaced ones, and those of a checkpoint that was cut short.</summary>
internal static class DeadFiles
{
    public static void Sweep(Disk disk, Manifest manifest, LocalState state, ILogger log)
    {
        var live = manifest.Files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var directories = state.Tables.Select(table => table.Path[..table.Path.LastIndexOf('/')]).Append("events").Distinct();
        foreach (var directory in directories)
        {
            foreach (var name in disk.ListFiles(directory))
            {
                var path = $"{directory}/{name}";
                if (IsSegment(name) && !live.Contains(path)) Delete(disk, path, log);
            }
        }
    }

    public static void Delete(Disk disk, string path, ILogger log)
    {
        try
        {
            disk.Delete(path);
        }
        catch (IOException e)
        {
            StoreLog.DeleteFailed(log, path, e);
        }
    }

    private static bool IsSegment(string name) =>
        name.EndsWith(".jsonl", StringComparison.Ordinal) || name.EndsWith(".parquet", StringComparison.Ordinal)
        || name.EndsWith(".tmp", StringComparison.Ordinal);
}
