using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.State;
using Tauro.Stores.Models;

namespace Tauro.Benchmarks;

/// <summary>
/// Writes and reads of single versions of a model that has many. The number of versions should make no difference.
/// </summary>
[MemoryDiagnoser]
public class VersionBenchmarks
{
    private const int WritersAtOnce = 1_000;
    private static readonly NewModelVersion Metadata = new(ArtifactMode: ArtifactMode.None);
    private TemporaryDisk disk = null!;
    private LocalEngine<RegistryState> engine = null!;
    private IModelStore store = null!;
    private Task deletion = Task.CompletedTask;
    private int turn;

    [Params(1_000, 150_000)]
    public int Versions { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        disk = new TemporaryDisk();
        engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            disk.Disk, () => new RegistryState(), new LocalStoreOptions(), TimeProvider.System, NullLogger.Instance));
        store = new LocalModelStore(engine, Entropy.Seeded(1));
        await Fill("large");
        await store.CreateModel(new NewModel("other"));
    }

    [Benchmark]
    public ValueTask<StoreOutcome<RegisteredModel>> SetAlias() => store.SetAlias("large", "champion", NextVersion());

    [Benchmark]
    public ValueTask<StoreOutcome<ModelVersion>> Promote() =>
        store.TransitionStage("large", NextVersion(), ModelStage.Production, archiveExisting: true);

    [Benchmark]
    public ValueTask<StoreOutcome<ModelVersion>> LatestOfEmptyStage() =>
        store.GetLatestVersion("large", ModelStage.Staging);

    [Benchmark]
    public ValueTask<StoreOutcome<Page<RegisteredModel>>> SearchByStage() =>
        store.SearchModels(new ModelQuery(new PageRequest(10), Stage: ModelStage.Staging));

    /// <summary>Each iteration begins to delete a model with as many versions.</summary>
    [IterationSetup(Target = nameof(WriteDuringDeletion))]
    public void BeginDeletion()
    {
        Fill("deleted").GetAwaiter().GetResult();
        deletion = Task.Run(async () => await store.DeleteModel("deleted"));
    }

    [IterationCleanup(Target = nameof(WriteDuringDeletion))]
    public void EndDeletion() => deletion.GetAwaiter().GetResult();

    /// <summary>Writes another model a hundred times.</summary>
    [Benchmark]
    public async Task WriteDuringDeletion()
    {
        for (var i = 0; i < 100; i++) await store.UpdateModel("other", new ModelChange(Description: $"{turn++}"));
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await engine.DisposeAsync();
        disk.Dispose();
    }

    private int NextVersion() => (turn++ % 2) + 1;

    private async Task Fill(string name)
    {
        foreach (var batch in Enumerable.Range(0, Versions).Chunk(WritersAtOnce))
            await Task.WhenAll(batch.Select(_ => store.RegisterVersion(name, Metadata).AsTask()));
    }
}
