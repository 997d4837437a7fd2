namespace Tauro.TestServers;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tauro-test-").FullName;

    public string this[string child] => System.IO.Path.Combine(Path, child);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that was just killed may still be closing its files; the folder is in the system's own place.
        }
    }
}
