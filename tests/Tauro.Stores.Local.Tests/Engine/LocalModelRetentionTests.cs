using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Models;
using Tauro.Contracts.Retention;
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

    [Fact]
    public async Task The_source_of_a_version_that_was_stored_without_its_model_is_kept_after_a_rename()
    {
        var cancel = TestContext.Current.CancellationToken;
        await engine.DisposeAsync();
        var (store, models) = await Open();
        for (var i = 0; i < 2; i++)
            await models.RegisterVersion("fraud", new NewModelVersion(ArtifactMode: ArtifactMode.None), cancel: cancel);
        var copied = new NewModelVersion(ArtifactMode: ArtifactMode.External, Source: "models:/fraud/1");
        await models.RegisterVersion("copy", copied, cancel: cancel);
        await engine.Commit<bool>(
            (state, change) =>
            {
                var copy = state.VersionsOf(state.Models.FindByName("copy")!).Values.Single();
                change.Put(state.Versions, copy with { SourceModelId = null });
                return true;
            },
            cancel);
        await engine.DisposeAsync();
        (store, models) = await Open();
        await models.UpdateModel("fraud", new ModelChange("scam"), cancel);
        await engine.DisposeAsync();
        (store, _) = await Open();
        await store.SetPolicy("few", new NewRetentionPolicy { KeepLast = 1 }, cancel);

        var item = Assert.Single((await store.Preview(new RetentionPreviewRequest(), cancel)).Value.Items);
        Assert.Equal(
            ("scam", RetentionAction.Keep, "The model version 'copy/1' was made from it."),
            (item.Name, item.Action, item.Reason));
    }

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
