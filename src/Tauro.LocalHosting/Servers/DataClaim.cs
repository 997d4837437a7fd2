namespace Tauro.LocalHosting;

/// <summary>
/// One AppHost per data folder: two servers on one log would ruin it. When the AppHost before was killed, its watchdog
/// may still be ending what it left, and is waited for.
/// </summary>
internal sealed class DataClaim : IDisposable
{
    private static readonly TimeSpan WatchdogMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly FileLock _lock;

    private DataClaim(FileLock taken) => _lock = taken;

    /// <summary>Held by the watchdog, which lets go when nothing of its AppHost runs any more.</summary>
    public static string WatchdogFile(DataFolder data) => Path.Combine(data.Path, "apphost-watchdog.lock");

    public static async Task<DataClaim> TakeAsync(DataFolder data, TimeProvider time, CancellationToken cancellation)
    {
        var holder = Path.Combine(data.Path, "apphost.pid");
        var taken = Lock(data)
            ?? throw new DistributedApplicationException(
                $"The data folder {data.Path} is in use by another AppHost (pid {Read(holder)}). "
                + "Stop that one, or set TAURO_MLOPS_PATH to another folder.");
        await File.WriteAllTextAsync(holder, $"{Environment.ProcessId}\n", cancellation).ConfigureAwait(false);

        var began = time.GetTimestamp();
        while (FileLock.TryTake(WatchdogFile(data)) is var free)
        {
            free?.Dispose();
            if (free is not null || time.GetElapsedTime(began) > WatchdogMax)
            {
                break;
            }

            await Task.Delay(Step, time, cancellation).ConfigureAwait(false);
        }

        return new(taken);
    }

    public void Dispose() => _lock.Dispose();

    private static FileLock? Lock(DataFolder data)
    {
        try
        {
            Directory.CreateDirectory(data.Path);
            return FileLock.TryTake(Path.Combine(data.Path, "apphost.lock"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The data folder {data.Path} can't be written: {error.Message} "
                + "Make it writable, or set TAURO_MLOPS_PATH to another folder.");
        }
    }

    private static string Read(string holder)
    {
        try
        {
            return File.ReadAllText(holder).Trim();
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
