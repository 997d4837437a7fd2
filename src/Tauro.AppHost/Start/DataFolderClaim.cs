using Tauro.Stores.Local.Disks;

namespace Tauro.AppHost.Start;

/// <summary>
/// Allows one AppHost per data folder: two RabbitMQ servers on one folder would destroy it. The lock ends with the
/// process, however it ends. The servers of a killed AppHost end some seconds later; the next AppHost waits for them.
/// </summary>
internal static class DataFolderClaim
{
    // The errno of a process, and of a system, that has as many open files as it may have.
    private const int TooManyFiles = 24;
    private const int TooManyFilesOfAll = 23;
    private static readonly TimeSpan PredecessorTimeout = TimeSpan.FromSeconds(40);

    /// <exception cref="AppHostRefusedException">Another AppHost uses the folder, or it cannot be written.</exception>
    public static IDisposable Take(string folder)
    {
        var holder = Path.Combine(folder, "apphost.pid");
        try
        {
            Directory.CreateDirectory(folder);
            var claim = DiskLock.TryTake(Path.Combine(folder, "apphost.lock")) ?? throw InUse(folder, holder);
            if (int.TryParse(ReadHolder(holder), out var predecessor)) AwaitEnd(predecessor);
            File.WriteAllText(holder, $"{Environment.ProcessId}\n");
            return claim;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            var remedy = refused.HResult is TooManyFiles or TooManyFilesOfAll
                ? "Raise the limit of open files (ulimit -n)."
                : "Make the folder writable, or set another.";
            throw AppHostRefusedException.Setting("TAURO_MLOPS_PATH", folder, $"{refused.Message} {remedy}");
        }
    }

    private static AppHostRefusedException InUse(string folder, string holder) => AppHostRefusedException.InUse(
        $"The data folder {folder} is in use by another AppHost (pid {ReadHolder(holder) ?? "unknown"}). "
        + "Stop it, or set TAURO_MLOPS_PATH to another folder.");

    private static string? ReadHolder(string holder)
    {
        try
        {
            return File.ReadAllText(holder).Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// Aspire's orchestrator (<c>dcp … --monitor {pid}</c>) outlives a killed AppHost until it has stopped everything
    /// that it started.
    /// </summary>
    private static void AwaitEnd(int predecessor)
    {
        if (!OperatingSystem.IsLinux() || !OrchestratorRuns(predecessor)) return;
        Console.WriteLine($"Waiting for the services of the previous AppHost (pid {predecessor}) to end.");
        using var ended = new ManualResetEventSlim();
        using var timer = new Timer(_ =>
        {
            if (!OrchestratorRuns(predecessor)) ended.Set();
        }, null, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));
        ended.Wait(PredecessorTimeout);
    }

    private static bool OrchestratorRuns(int appHost) => Directory.EnumerateDirectories("/proc")
        .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
        .Any(path => ReadArguments(path) is var arguments && arguments.Contains($"\0--monitor\0{appHost}\0"));

    private static string ReadArguments(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
