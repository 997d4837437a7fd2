namespace Tauro.LocalHosting.Tests.Running;

internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tauro-hosting-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
