using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local;

/// <summary>A service's folder, opened once, before the stores over it are asked for.</summary>
/// <param name="parts">What the engine is made of.</param>
/// <param name="entropy">Where ids come from.</param>
/// <param name="prepare">Adds what a new store begins with, and completes what a crash interrupted.</param>
internal sealed class LocalStore<TState>(
    LocalEngineParts<TState> parts, Entropy entropy,
    Func<LocalEngine<TState>, LocalArtifactCatalogue<TState>, Entropy, Task> prepare) :
    IAsyncDisposable where TState : LocalState
{
    private readonly SemaphoreSlim opening = new(1);
    private LocalEngine<TState>? engine;
    private LocalArtifactCatalogue<TState>? artifacts;

    public LocalEngine<TState> Engine => engine ?? throw NotOpen();

    public LocalArtifactCatalogue<TState> Artifacts => artifacts ?? throw NotOpen();

    public FolderBlobStore Blobs { get; } = new(parts.Disk, parts.Options.ArtifactFreeBytesMin, parts.Log);

    public async Task Open(CancellationToken cancel)
    {
        await opening.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            if (engine is not null) return;
            var opened = await Task.Run(() => LocalEngine<TState>.Open(parts), cancel).ConfigureAwait(false);
            try
            {
                await BeginTrail(opened, cancel).ConfigureAwait(false);
                artifacts = await LocalArtifactCatalogue<TState>.Open(opened, Blobs, entropy).ConfigureAwait(false);
                await prepare(opened, artifacts, entropy).ConfigureAwait(false);
                engine = opened;
            }
            catch
            {
                await opened.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
        catch (IOException e) when (FolderDisk.RemedyOf(e) is { } remedy)
        {
            throw new SettingException(
                LocalStoreOptions.PathVariable, parts.Options.Path,
                $"The store in '{parts.Disk.Describe("")}' cannot be opened: {e.Message} {remedy}");
        }
        finally
        {
            opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (engine is not null) await engine.DisposeAsync().ConfigureAwait(false);
        opening.Dispose();
    }

    /// <summary>Begins the trail of a new folder, or of one from before there was a trail.</summary>
    private static async Task BeginTrail(LocalEngine<TState> engine, CancellationToken cancel)
    {
        try
        {
            await engine.Commit<bool>(
                (_, change) =>
                {
                    change.BeginTrail();
                    return true;
                },
                cancel).ConfigureAwait(false);
        }
        catch (StorageRefusalException)
        {
            // A full disk, for example. The first change that is accepted begins the trail.
        }
    }

    private static InvalidOperationException NotOpen() => new(
        "The store is not open. Await `app.Services.OpenStores()` after the host is built and before it starts.");
}
