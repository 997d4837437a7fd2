using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Storage.Disks;
using Tauro.Storage.Local;
using Tauro.Storage.Local.Models;
using Tauro.Storage.Tests.Contract;

namespace Tauro.Storage.Tests.Local;

/// <summary>The embedded store keeps the contract.</summary>
public sealed class LocalModelStoreTests : ModelStoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("tauro-models-").FullName;
    private LocalEngine<RegistryState>? engine;

    protected override ValueTask<(IModelStore Store, IEventLog Events)> Open()
    {
        engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            new FolderDisk(folder),
            () => new RegistryState(),
            new LocalStoreOptions { FreeBytesMin = 0, JournalSegmentBytes = 256 << 10 },
            TimeProvider.System,
            NullLogger.Instance));
        return new((new LocalModelStore(engine, Entropy.System), new LocalEventLog<RegistryState>(engine)));
    }

    public override async ValueTask DisposeAsync()
    {
        if (engine is not null) await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
