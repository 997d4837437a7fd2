using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Policies;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Engine;
using Tauro.Stores.Local.Tests.History;
using Tauro.Stores.Models;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// A registry on a disk, and a model of what it acknowledged; like <see cref="TrackingSession"/> for tracking.
/// </summary>
internal sealed partial class RegistrySession : IAsyncDisposable
{
    private readonly Ledger<RegistryModel> ledger;
    private readonly LocalEngine<RegistryState> engine;
    private readonly IModelStore models;
    private readonly LocalPolicyStore policies;
    private readonly LocalRetentionStore<RegistryState> retention;
    private readonly IEventLog events;
    private readonly ArtifactStore artifacts;

    private RegistrySession(
        LocalEngine<RegistryState> engine, ArtifactStore artifacts, int seed, RegistryModel model) =>
        (this.engine, models, policies, retention, events, this.artifacts, ledger) =
            (engine, new LocalModelStore(engine, Entropy.Seeded(seed)),
                new LocalPolicyStore(
                    engine, new SecretKeys(engine.Disk, null, Entropy.Seeded(seed + 3)), Entropy.Seeded(seed + 1)),
                new LocalRetentionStore<RegistryState>(engine, new RetainedModels(), Entropy.Seeded(seed + 2)),
                new LocalEventLog<RegistryState>(engine), artifacts, new Ledger<RegistryModel>(model));

    public RegistryModel Model => ledger.Model;

    /// <summary>The effects of operations that failed with an exception.</summary>
    public IReadOnlyList<Action<RegistryModel>> Refused => ledger.Refused;

    public static async Task<RegistrySession> Open(Disk disk, int seed, RegistryModel model)
    {
        var options = new LocalStoreOptions
        {
            Background = false, FreeBytesMin = 0, JournalSegmentBytes = 4096, VersionsPerCommit = 4,
        };
        var engine = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            disk, () => new RegistryState(), options, new FrozenClock(), NullLogger.Instance)
        {
            Entropy = Entropy.Seeded(~seed),
        });
        try
        {
            var artifacts = await LocalArtifacts.Open(engine, Entropy.Seeded(seed));
            var session = new RegistrySession(engine, artifacts, seed, model);
            await session.FinishDeletions();
            return session;
        }
        catch
        {
            // The artifact store reads its folder, which may fail.
            await engine.DisposeAsync();
            throw;
        }
    }

    public (RegistryModel Model, IReadOnlyList<Action<RegistryModel>> UnderWay) Expectation() => ledger.Expectation();

    public Task Register(string name, string? run = null) => Do(
        model => model.Register(name, run),
        async () => Ok(await models.RegisterVersion(
            name, new NewModelVersion(
                ArtifactMode: ArtifactMode.None, SourceRunId: run is null ? null : new RunId(run)))));

    public Task Promote(string name, int number, ModelStage stage) => Do(
        model => model.Promote(name, number, stage),
        async () =>
        {
            var isRefused = Model.IsRefused(name, number, stage);
            var outcome = await models.TransitionStage(name, number, stage, archiveExisting: true);
            if (isRefused) Assert.IsType<PromotionRefused>(outcome.Problem);
            else Ok(outcome);
        });

    public Task SetAlias(string name, string alias, int number) => Do(
        model => model.SetAlias(name, alias, number), async () => Ok(await models.SetAlias(name, alias, number)));

    public Task DeleteVersion(string name, int number) => Model.IsHeld(name, number)
        ? RequireOnHold(models.DeleteVersion(name, number))
        : Do(model => model.DeleteVersion(name, number), async () => Ok(await models.DeleteVersion(name, number)));

    public Task DeleteModel(string name) => Model.IsHeld(name)
        ? RequireOnHold(models.DeleteModel(name))
        : Do(model => model.DeleteModel(name), async () => Ok(await models.DeleteModel(name)));

    /// <summary>
    /// Completes deletions of models and retention jobs that failed halfway, which is done in the background otherwise.
    /// </summary>
    public async Task FinishDeletions()
    {
        foreach (var model in engine.State.DeletedModels.All) await new ModelDeletions(engine).Finish(model.ModelId);
        await retention.RunScheduled(isDue: false);
    }

    public Task Rename(string name, string to) => Do(
        model => model.Rename(name, to), async () => Ok(await models.UpdateModel(name, new ModelChange(to))));

    public Task RecordSourceRun(string run, string status, long sequence) => Do(
        model => model.RecordSourceRun(run, status), async () =>
            Ok(await models.RecordSourceRun(new(run), status, new(sequence))));

    /// <summary>Empties the registry, in one commit since it has no artifacts.</summary>
    public Task Reset() => Do(model => model.Clear(), () => LocalReset.Run(engine, artifacts, CancellationToken.None));

    /// <summary>Returns why the store is not ready, or null when it is.</summary>
    public async Task<string?> Probe()
    {
        var health = await new LocalStoreProbe<RegistryState>(engine).Check();
        return health.Ready ? null : health.Reason ?? "no reason";
    }

    public Task Checkpoint() => engine.Checkpoints.Run();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    public async Task<SortedSet<string>> Facts()
    {
        await TrailReplay.Check(engine);
        Assert.Empty(engine.State.DeletedModels.All);
        Assert.All(engine.State.Versions.All, document =>
            Assert.NotNull(engine.State.Models.Find(document.Version.ModelId)));
        var facts = new SortedSet<string>(StringComparer.Ordinal);
        var page = new PageRequest(Limits.PageSizeMax);
        foreach (var model in Ok(await models.SearchModels(new ModelQuery(Page: page))).Items)
        {
            facts.Add($"model {model.Name}");
            Assert.Equal(model.ModelId, Ok(await models.GetModel(model.Name)).ModelId);
            foreach (var (index, period) in (model.ProductionHistory ?? []).Index())
                facts.Add($"production {model.Name} {index:D2} "
                    + (period.Version, period.To is null, period.IsRolledBack));
            foreach (var (alias, number) in model.Aliases)
            {
                facts.Add($"alias {model.Name}@{alias} {number}");
                Assert.Equal(number, Ok(await models.GetVersionByAlias(model.Name, alias)).Version);
            }
        }

        foreach (var version in Ok(await models.SearchVersions(new ModelVersionQuery(Page: page))).Items)
            facts.Add(
                $"version {version.Name}/{version.Version} {version.Stage} " +
                $"run={version.SourceRunId} {version.SourceRunStatus}");
        await AddPolicyFacts(facts);
        await AddRetentionFacts(facts);
        foreach (var record in Ok(await events.Read(0, Limits.EventPageSizeMax)))
            // The id of a job is random.
            facts.Add(record.Type is "tauro.retention.started" or "tauro.retention.completed"
                ? $"event {record.Sequence:D4} {record.Type}"
                : $"event {record.Sequence:D4} {record.Type} {record.Subject}");
        return facts;
    }

    private static T Ok<T>(StoreOutcome<T> outcome)
    {
        if (outcome.Problem is { } problem) Assert.Fail($"Refused: {problem.Code}: {problem.Message}");
        return outcome.Value;
    }

    private static async Task RequireOnHold<T>(ValueTask<StoreOutcome<T>> deleted) =>
        Assert.IsType<OnHold>((await deleted).Problem);

    private Task Do(Action<RegistryModel> effect, Func<Task> act) => ledger.Do(effect, async () =>
    {
        await FinishDeletions(); // Their events come first, and their names are reserved until then.
        await act();
    });
}
