namespace Tauro.TestServers;

/// <summary>A folder that is deleted after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private const string WriterLock = "writer.lock";
    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(20);

    public string Path { get; } = Directory.CreateTempSubdirectory("tauro-test-").FullName;

    public string this[string child] => System.IO.Path.Combine(Path, child);

    /// <summary>
    /// Deletes the folder when the stores in it are closed: a service that is stopping still writes a checkpoint, which
    /// would create the folder again.
    /// </summary>
    public void Dispose()
    {
        var until = DateTime.UtcNow + DeleteTimeout;
        while (!TryDelete() && DateTime.UtcNow < until) Thread.Sleep(RetryDelay);
        if (Directory.Exists(Path)) throw new IOException($"{Path} is still in use.");
    }

    private bool TryDelete()
    {
        try
        {
            if (!Directory.Exists(Path)) return true;
            foreach (var held in Directory.EnumerateFiles(Path, WriterLock, SearchOption.AllDirectories))
                new FileStream(held, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            Directory.Delete(Path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false; // A file is open, or was created while the folder was being deleted.
        }
    }
}
