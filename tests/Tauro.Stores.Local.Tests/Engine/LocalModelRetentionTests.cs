using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Stores.ContractTests;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.State;
using Tauro.Stores.Models;
using Tauro.Stores.Retention;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class LocalModelRetentionTests : ModelRetentionContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("tauro-retention-").FullName;
    private readonly ShiftedClock clock = new();
    private LocalEngine<RegistryState> engine = null!;

    protected override ValueTask<(IRetentionStore Store, IModelStore Models)> Open()
    {
        engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            new FolderDisk(folder),
            () => new RegistryState(),
            new LocalStoreOptions { FreeBytesMin = 0, JournalSegmentBytes = 256 << 10 },
            clock,
            NullLogger.Instance));
        return new((
            new LocalRetentionStore<RegistryState>(engine, new RetainedModels(), Entropy.System),
            new LocalModelStore(engine, Entropy.System)));
    }

    protected override void Pass(TimeSpan time) => clock.Shift += time;

    public override async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
