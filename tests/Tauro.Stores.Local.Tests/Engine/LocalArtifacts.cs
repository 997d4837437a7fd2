using Tauro.Stores.Artifacts;
using Tauro.Stores.Local.Artifacts;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>The artifacts of an engine, put together as a service does it.</summary>
internal static class LocalArtifacts
{
    public static async Task<ArtifactStore> Open<TState>(LocalEngine<TState> engine, Entropy entropy)
        where TState : LocalState => (await OpenBoth(engine, entropy)).Store;

    public static async Task<(ArtifactStore Store, LocalArtifactCatalogue<TState> Catalogue)> OpenBoth<TState>(
        LocalEngine<TState> engine, Entropy entropy)
        where TState : LocalState
    {
        var blobs = new FolderBlobStore(engine.Disk, engine.Options.ArtifactFreeBytesMin, engine.Log);
        var catalogue = await LocalArtifactCatalogue<TState>.Open(engine, blobs, entropy);
        return (new ArtifactStore(catalogue, blobs, entropy, engine.Time), catalogue);
    }
}
