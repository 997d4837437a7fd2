using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Stores.ContractTests;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Models;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>The contract tests of the local store, and its own.</summary>
public sealed class LocalModelStoreTests : ModelStoreContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("tauro-models-").FullName;
    private LocalEngine<RegistryState>? engine;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reopened_store_has_everything(bool afterCheckpoint)
    {
        var (store, _) = await Open(); // In the folder of the store that the base class opened, which this closes.
        var run = Metadata with { SourceRunId = RunId, Metrics = new Dictionary<string, double> { ["auc"] = 0.5 } };
        for (var i = 0; i < 3; i++) await store.RegisterVersion("fraud", run);
        await store.RegisterVersion("gone", run);
        await store.SetAlias("fraud", "champion", 2);
        if (afterCheckpoint) await engine!.Checkpoints.Run();
        await store.UpdateModel("fraud", new ModelChange("scam"));
        await store.DeleteVersion("scam", 3);
        await store.DeleteModel("gone");
        await store.RecordSourceRun(RunId, "COMPLETED", new(9));
        if (afterCheckpoint) await engine!.Checkpoints.Run();
        var before = await store.GetVersion("scam", 2);

        (store, _) = await Open();

        var after = await store.GetVersion("scam", 2);
        Assert.Equal(
            JsonSerializer.Serialize(before.Value, TauroJson.Options),
            JsonSerializer.Serialize(after.Value, TauroJson.Options));
        Assert.Equal(["champion"], after.Value.Aliases);
        Assert.False((await store.GetModel("fraud")).IsOk);
        Assert.False((await store.GetModel("gone")).IsOk);
        Assert.False((await store.GetVersion("scam", 3)).IsOk);
        Assert.Equal(0, (await store.RecordSourceRun(RunId, "DELETED", new(8))).Value);
        Assert.Equal(4, (await store.RegisterVersion("scam", run)).Value.Version);
    }

    [Fact]
    public async Task A_renamed_model_has_its_new_name_in_the_files_of_its_versions()
    {
        var (store, _) = await Open();
        await store.RegisterVersion("fraud", Metadata);
        await engine!.Checkpoints.Run();
        await store.SetAlias("fraud", "champion", 1);
        await store.UpdateModel("fraud", new ModelChange("scam"));
        await engine.Checkpoints.Run();
        var newest = Directory.GetFiles(Path.Combine(folder, "versions"), "versions*")
            .Order(StringComparer.Ordinal).Last();
        var line = JsonDocument.Parse((await File.ReadAllLinesAsync(newest))[0]).RootElement;
        Assert.Equal("scam", line.GetProperty("name").GetString());
        Assert.Equal("champion", line.GetProperty("aliases")[0].GetString());
    }

    protected override async ValueTask<(IModelStore Store, IEventLog Events)> Open()
    {
        if (engine is not null) await engine.DisposeAsync();
        engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            new FolderDisk(folder),
            () => new RegistryState(),
            new LocalStoreOptions { FreeBytesMin = 0, JournalSegmentBytes = 256 << 10 },
            TimeProvider.System,
            NullLogger.Instance));
        return (new LocalModelStore(engine, Entropy.System), new LocalEventLog<RegistryState>(engine));
    }

    public override async ValueTask DisposeAsync()
    {
        if (engine is not null) await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
