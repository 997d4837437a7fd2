using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tauro.Contracts.Json;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Engine;

/// <summary>
/// Allows one writer per folder. The lock is the kernel's, on <c>writer.lock</c>, and ends with the process.
/// <c>writer.json</c> records for people which process holds it, or held it last.
/// </summary>
internal sealed class WriterLock(IDisposable held, string? takenFrom) : IDisposable
{
    private const string LockName = "writer.lock";
    private const string HolderName = "writer.json";

    /// <summary>The process that held the lock before and ended without releasing it; null if none did.</summary>
    public string? TakenFrom => takenFrom;

    /// <exception cref="StorageLockedException">Another live process holds it.</exception>
    public static WriterLock Acquire(Disk disk, TimeProvider time, ILogger log)
    {
        disk.CreateDirectory("");
        if (disk.TryLock(LockName) is not { } held)
        {
            var holder = ReadHolder(disk) is { } live ? live.ToString() : "a process that did not write its name";
            throw new StorageLockedException(
                $"The data folder '{disk.Describe("")}' is in use by {holder}. Stop that process, or give this one " +
                "another folder with TAURO_MLOPS_PATH.");
        }

        try
        {
            // The process that wrote the file ended without releasing the lock.
            var stale = ReadHolder(disk)?.ToString();
            if (stale is not null) StoreLog.LockTakenOver(log, disk.Describe(""), stale);
            WriteHolder(disk, time);
            return new WriterLock(new Release(disk, held), stale);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => held.Dispose();

    private static WriterLockHolder? ReadHolder(Disk disk)
    {
        try
        {
            if (!disk.FileExists(HolderName)) return null;
            using var file = disk.Open(HolderName);
            var bytes = new byte[file.Length];
            file.Read(bytes, 0);
            return JsonSerializer.Deserialize<WriterLockHolder>(bytes, TauroJson.Options);
        }
        catch (Exception e) when (e is JsonException or IOException or StorageCorruptException)
        {
            return null; // The file is for people only; the lock itself is the kernel's.
        }
    }

    private static void WriteHolder(Disk disk, TimeProvider time)
    {
        var holder = new WriterLockHolder(Environment.ProcessId, Environment.MachineName, time.GetUtcNow());
        disk.Delete(HolderName);
        using var file = disk.Create(HolderName);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(holder, TauroJson.Options), 0);
    }

    private sealed class Release(Disk disk, IDisposable held) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                disk.Delete(HolderName);
            }
            catch (IOException)
            {
                // The file stays, and the next writer logs that it takes over a stale lock.
            }

            held.Dispose();
        }
    }
}
