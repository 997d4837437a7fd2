namespace Tauro.AppHost.Start;

/// <summary>
/// Allows one AppHost per data folder: two RabbitMQ servers on one folder would destroy it. The lock ends with the
/// process, however it ends. The servers of a killed AppHost end some seconds later; the next AppHost waits for them.
/// </summary>
internal static class DataFolderClaim
{
    private static readonly TimeSpan PredecessorTimeout = TimeSpan.FromSeconds(40);

    /// <exception cref="AppHostRefusedException">Another AppHost uses the folder, or it cannot be written.</exception>
    public static IDisposable Take(string folder)
    {
        var holder = Path.Combine(folder, "apphost.pid");
        var claim = Lock(folder, holder);
        if (File.Exists(holder) && int.TryParse(File.ReadAllText(holder), out var predecessor))
            AwaitEnd(predecessor);
        File.WriteAllText(holder, $"{Environment.ProcessId}\n");
        return claim;
    }

    private static FileStream Lock(string folder, string holder)
    {
        var path = Path.Combine(folder, "apphost.lock");
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            var pid = File.Exists(holder) ? File.ReadAllText(holder).Trim() : "unknown";
            throw AppHostRefusedException.InUse(
                $"The data folder {folder} is in use by another AppHost (pid {pid}). "
                + "Stop it, or set TAURO_MLOPS_PATH to another folder.");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw AppHostRefusedException.Setting(
                "TAURO_MLOPS_PATH", folder, $"{denied.Message} Make the folder writable, or set another.");
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
