using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.ContractTests;
using Tauro.Stores.Events;
using Tauro.Stores.Filters;
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
    public async Task A_rename_or_an_alias_does_not_write_the_versions_again()
    {
        var (store, _) = await Open();
        await store.RegisterVersion("fraud", Metadata);
        await engine!.Checkpoints.Run();
        await store.SetAlias("fraud", "champion", 1);
        await store.UpdateModel("fraud", new ModelChange("scam"));
        await engine.Checkpoints.Run();

        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder, "versions"), "versions*"));
        var line = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(file))).RootElement;
        Assert.False(line.TryGetProperty("name", out _));
        Assert.False(line.TryGetProperty("aliases", out _));
    }

    [Fact]
    public async Task A_model_of_many_versions_is_deleted_in_commits_of_limited_size_that_let_others_through()
    {
        var (store, events) = await Open(versionsPerCommit: 10);
        await Task.WhenAll(Enumerable.Range(0, 105).Select(_ => store.RegisterVersion("fraud", Metadata).AsTask()));
        await store.SetAlias("fraud", "champion", 42);
        var before = await events.LastSequence();

        // It is queued when the first commit of the deletion is, so it comes before the later ones.
        var deletion = store.DeleteModel("fraud").AsTask();
        Assert.True((await store.RegisterVersion("churn", Metadata)).IsOk);
        var id = (await deletion).Value.ModelId;

        var types = (await events.Read(before, 1_000)).Value.Select(record => record.Type).ToList();
        Assert.Equal(105, types.Count(type => type == "tauro.model_version.deleted"));
        Assert.Equal(1, types.Count(type => type == "tauro.model_alias.deleted"));
        Assert.Equal("tauro.model.deleted", types[^1]);
        Assert.Equal(0, types.IndexOf("tauro.model.registered"));
        Assert.Equal(1, engine!.State.Versions.Count);
        Assert.Equal(0, engine.State.DeletedModels.Count);
        Assert.False((await store.GetVersionById(id, 42)).IsOk);
    }

    [Theory]
    [InlineData("latest in a stage")]
    [InlineData("latest in an empty stage")]
    [InlineData("latest of all stages")]
    [InlineData("models with a version in a stage")]
    [InlineData("versions of a run")]
    [InlineData("pending versions")]
    public async Task A_read_of_few_versions_does_not_touch_all_of_them(string read)
    {
        const int ManyBytes = 40_000; // Each touched version allocates its key.
        var (store, _) = await Open();
        await store.RegisterVersion("fraud", Metadata with { SourceRunId = RunId });
        await store.TransitionStage("fraud", 1, ModelStage.Archived, false);
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(_ => store.RegisterVersion("fraud", Metadata).AsTask()));
        Read(store, read);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(store, read);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ManyBytes);
    }

    private static void Read(IModelStore store, string read)
    {
        var page = new PageRequest(10);
        switch (read)
        {
            case "latest in a stage":
                Assert.Equal(1, Now(store.GetLatestVersion("fraud", ModelStage.Archived)).Value.Version);
                break;
            case "latest in an empty stage":
                Assert.False(Now(store.GetLatestVersion("fraud", ModelStage.Production)).IsOk);
                break;
            case "latest of all stages":
                Assert.Equal(2, Now(store.GetLatestVersions(["fraud"])).Value.Count);
                break;
            case "models with a version in a stage":
                Assert.Empty(Now(store.SearchModels(
                    new ModelQuery(page, Stage: ModelStage.Archived, Framework: ModelFramework.Onnx))).Value.Items);
                break;
            case "versions of a run":
                Assert.Single(Now(store.SearchVersions(
                    new ModelVersionQuery(page, Where("run_id", RunId)))).Value.Items);
                break;
            default:
                Assert.Empty(Now(store.SearchVersions(
                    new ModelVersionQuery(page, Where("status", "PENDING_REGISTRATION")))).Value.Items);
                break;
        }
    }

    private static T Now<T>(ValueTask<T> read)
    {
        Assert.True(read.IsCompleted, "The read waits, although no write is in progress.");
        return read.Result;
    }

    private static Filter.Compare Where(string attribute, string value) => new(
        new Field(FieldKind.Attribute, attribute), CompareOperator.Equal, Literal.From(value));

    [Fact]
    public async Task An_event_about_the_run_of_many_versions_is_recorded_in_commits_of_limited_size()
    {
        var (store, _) = await Open(versionsPerCommit: 10);
        var run = Metadata with { SourceRunId = RunId };
        await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => store.RegisterVersion("fraud", run).AsTask()));
        await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => store.RegisterVersion("gone", run).AsTask()));
        await store.DeleteModel("gone");

        Assert.Equal(25, (await store.RecordSourceRun(RunId, "COMPLETED", new(9))).Value);
        Assert.Equal(0, (await store.RecordSourceRun(RunId, "COMPLETED", new(10))).Value);
        Assert.All(engine!.State.Versions.All, document => Assert.Equal("COMPLETED", document.Version.SourceRunStatus));
    }

    [Fact]
    public async Task An_event_about_the_run_of_large_versions_is_recorded_in_commits_that_the_journal_takes()
    {
        var (store, _) = await Open();
        await RegisterLargeVersions(store);

        Assert.Equal(LargeVersions, (await store.RecordSourceRun(RunId, "COMPLETED", new(9))).Value);
    }

    [Fact]
    public async Task A_promotion_that_archives_more_bytes_than_the_journal_takes_at_once_is_refused()
    {
        var (store, events) = await Open();
        await RegisterLargeVersions(store);
        for (var i = 1; i <= LargeVersions; i++)
            Assert.True((await store.TransitionStage("fraud", i, ModelStage.Staging, false)).IsOk);
        var small = (await store.RegisterVersion("fraud", Metadata)).Value.Version;
        var before = await events.LastSequence();

        var refused = await store.TransitionStage("fraud", small, ModelStage.Staging, true);

        Assert.Equal((ProblemKind.Invalid, ProblemCodes.LimitExceeded), (refused.Problem?.Kind, refused.Problem?.Code));
        Assert.Equal(before, await events.LastSequence());
        Assert.True((await store.TransitionStage("fraud", small, ModelStage.Staging, false)).IsOk);
    }

    private const int LargeVersions = 20;

    /// <summary>Registers versions of one run that have 80 MB as JSON, in which <c>&lt;</c> takes six bytes.</summary>
    private async Task RegisterLargeVersions(IModelStore store)
    {
        var tags = Enumerable.Range(0, 7).ToDictionary(i => $"t{i}", _ => new string('<', 100_000));
        for (var i = 0; i < LargeVersions; i++)
            Assert.True((await store.RegisterVersion(
                "fraud", Metadata with { SourceRunId = RunId, Tags = tags })).IsOk);
    }

    protected override ValueTask<(IModelStore Store, IEventLog Events)> Open() => Open(versionsPerCommit: 200);

    private async ValueTask<(IModelStore Store, IEventLog Events)> Open(int versionsPerCommit)
    {
        if (engine is not null) await engine.DisposeAsync();
        engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            new FolderDisk(folder),
            () => new RegistryState(),
            new LocalStoreOptions
            {
                FreeBytesMin = 0, JournalSegmentBytes = 256 << 10, VersionsPerCommit = versionsPerCommit,
            },
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
