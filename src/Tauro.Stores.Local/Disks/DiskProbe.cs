using System.Buffers.Binary;

namespace Tauro.Stores.Local.Disks;

/// <summary>
/// Writes, reads and deletes a file. This finds a disk that fails or does not respond although the store has nothing to
/// write at the moment.
/// </summary>
/// <param name="disk">The disk.</param>
/// <param name="time">For the timeout.</param>
/// <param name="isBackground">Whether a thread of its own waits for the disk; otherwise the caller does.</param>
internal sealed class DiskProbe(Disk disk, TimeProvider time, bool isBackground = true)
{
    /// <summary>The file, at the root of the disk. The next probe overwrites one that a crash has left.</summary>
    public const string FileName = "probe.tmp";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<string?>? last;
    private long startedAt;

    /// <summary>
    /// Returns what is wrong; null if nothing is. Calls within five seconds share a probe that succeeds, and no second
    /// one is started while a disk does not respond.
    /// </summary>
    public async ValueTask<string?> FindProblem(CancellationToken cancel = default)
    {
        Task<string?> probe;
        lock (gate)
        {
            if (last is null || (last.IsCompleted && (HasFailed(last) || time.GetElapsedTime(startedAt) >= Interval)))
            {
                startedAt = time.GetTimestamp();
                // A thread of its own: a busy thread pool is not a fault of the disk, and must not look like one.
                last = isBackground
                    ? Task.Factory.StartNew(
                        Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                    : Task.FromResult(Run());
            }

            probe = last;
        }

        try
        {
            return await probe.WaitAsync(Timeout, time, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return $"The disk has not responded for {time.GetElapsedTime(startedAt).TotalSeconds:0} s.";
        }
    }

    private static bool HasFailed(Task<string?> probe) => !probe.IsCompletedSuccessfully || probe.Result is not null;

    private string? Run()
    {
        try
        {
            Span<byte> written = stackalloc byte[sizeof(long)];
            Span<byte> read = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(written, startedAt);
            disk.Write(FileName, written);
            using (var file = disk.Open(FileName)) file.Read(read, 0);
            disk.Delete(FileName);
            return written.SequenceEqual(read)
                ? null
                : $"'{disk.Describe(FileName)}' does not contain what was written to it. Replace the disk.";
        }
        catch (Exception e) when (e is IOException or StorageCorruptException)
        {
            return $"'{disk.Describe(FileName)}' can't be written and read: {e.Message}";
        }
    }
}
