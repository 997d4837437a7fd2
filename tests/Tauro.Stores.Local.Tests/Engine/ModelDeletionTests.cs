using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>A model that is deleted in several commits, and what else happens until the last one.</summary>
public sealed class ModelDeletionTests : IAsyncDisposable
{
    private const int Versions = 30;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly NewModelVersion Metadata = new(ArtifactMode: ArtifactMode.None);

    private readonly SimulatedDisk disk = new();
    private LocalEngine<RegistryState> engine = null!;
    private LocalModelStore store = null!;

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Its_name_is_reserved_until_its_last_event()
    {
        await Open(background: false);
        var events = new LocalEventLog<RegistryState>(engine);
        var before = await events.LastSequence();
        List<string?> codes = [];

        Assert.True((await store.DeleteModel("fraud", async () =>
        {
            codes.Add((await store.CreateModel(new NewModel("fraud"))).Problem?.Code);
            codes.Add((await store.RegisterVersion("fraud", Metadata)).Problem?.Code);
            codes.Add((await store.UpdateModel("other", new ModelChange("fraud"))).Problem?.Code);
            codes.Add((await store.RegisterVersion("fraud", Metadata, mustExist: true)).Problem?.Code);
            codes.Add((await store.GetModel("fraud")).Problem?.Code);
        })).IsOk);
        Assert.True((await store.RegisterVersion("fraud", Metadata)).IsOk);

        Assert.Equal(
            [
                ProblemCodes.ModelBeingDeleted, ProblemCodes.ModelBeingDeleted, ProblemCodes.ModelBeingDeleted,
                ProblemCodes.ModelNotFound, ProblemCodes.ModelNotFound,
            ],
            codes);
        var types = (await events.Read(before, 1_000)).Value.Select(record => record.Type).ToList();
        Assert.Equal(Versions + 1, types.IndexOf("tauro.model.registered"));
        Assert.Equal("tauro.model.deleted", types[Versions]);
    }

    [Fact]
    public async Task While_the_disk_is_full_other_models_are_written_and_afterwards_it_continues_by_itself()
    {
        await Open(background: true);
        // The events of the aliases do not fit into a segment, not even in a commit of one version.
        for (var i = 0; i < 40; i++) Assert.True((await store.SetAlias("fraud", $"a{i}", 1)).IsOk);
        await ChangeOtherUntil(remaining => remaining > 2_500);

        Assert.True((await store.DeleteModel("fraud", Fill)).IsOk);

        Assert.Equal(1, engine.State.DeletedModels.Count);
        Assert.True((await store.UpdateModel("other", new ModelChange(Description: "written"))).IsOk);
        disk.Capacity = 1L << 40;
        await UntilDeleted();
    }

    [Fact]
    public async Task On_a_full_disk_it_leaves_the_rest_of_the_journal_segment_to_other_writes()
    {
        await Open(background: true);
        await ChangeOtherUntil(remaining => remaining is > 2_000 and < 3_000);

        Assert.True((await store.DeleteModel("fraud", Fill)).IsOk);

        Assert.Equal(1, engine.State.DeletedModels.Count);
        Assert.True((await store.UpdateModel("other", new ModelChange(Description: "written"))).IsOk);
        disk.Capacity = 1L << 40;
        await UntilDeleted();
    }

    [Fact]
    public async Task After_a_start_it_continues_by_itself()
    {
        await Open(background: false);
        Assert.True((await store.DeleteModel("fraud", () =>
        {
            disk.FailFrom(disk.Operations, Fault.IoError);
            return Task.CompletedTask;
        })).IsOk);
        disk.Heal();
        await engine.DisposeAsync();

        OpenEngine(background: true);
        Assert.Equal(1, engine.State.DeletedModels.Count);
        await ModelDeletions.Start(engine);

        await UntilDeleted();
    }

    private Task Fill()
    {
        disk.Capacity -= disk.FreeBytes();
        return Task.CompletedTask;
    }

    private async Task UntilDeleted()
    {
        using var timeout = new CancellationTokenSource(Timeout);
        while (engine.State.DeletedModels.Count > 0) await Task.Delay(20, timeout.Token);
        Assert.Equal(1, engine.State.Versions.Count);
    }

    private async Task ChangeOtherUntil(Func<int, bool> hasRemaining)
    {
        for (var i = 0; !await engine.RunBetweenBatches((_, journal) => hasRemaining(journal.RemainingBytes)); i++)
            Assert.True((await store.UpdateModel("other", new ModelChange(Description: $"{i}"))).IsOk);
    }

    private async Task Open(bool background)
    {
        OpenEngine(background);
        for (var i = 0; i < Versions; i++) Assert.True((await store.RegisterVersion("fraud", Metadata)).IsOk);
        Assert.True((await store.RegisterVersion("other", Metadata)).IsOk);
    }

    private void OpenEngine(bool background)
    {
        var options = new LocalStoreOptions
        {
            Background = background, FreeBytesMin = 0, JournalSegmentBytes = 4_096, VersionsPerCommit = 10,
        };
        engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            disk, () => new RegistryState(), options, TimeProvider.System, NullLogger.Instance));
        store = new LocalModelStore(engine, Entropy.System);
    }
}
