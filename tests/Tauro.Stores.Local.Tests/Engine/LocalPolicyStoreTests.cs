using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Stores.ContractTests;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Policies;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Local.Tests.Engine;

public sealed class LocalPolicyStoreTests : PolicyStoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("tauro-policies-").FullName;
    private LocalEngine<RegistryState> engine = null!;

    protected override ValueTask<(IPolicyStore Store, IModelStore Models, IEventLog Events)> Open()
    {
        engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            new FolderDisk(folder),
            () => new RegistryState(),
            new LocalStoreOptions { FreeBytesMin = 0, JournalSegmentBytes = 256 << 10 },
            TimeProvider.System,
            NullLogger.Instance));
        return new((
            new LocalPolicyStore(engine, new SecretKeys(engine.Disk, null, Entropy.System), Entropy.System),
            new LocalModelStore(engine, Entropy.System),
            new LocalEventLog<RegistryState>(engine)));
    }

    public override async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
