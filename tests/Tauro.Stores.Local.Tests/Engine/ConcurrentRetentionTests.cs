using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Models;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Models;

namespace Tauro.Stores.Local.Tests.Engine;

/// <summary>Jobs while runs and versions are deleted, renamed and restored, and policies are set.</summary>
public sealed class ConcurrentRetentionTests : IAsyncDisposable
{
    private const int Count = 20;
    private const int Kept = 5;

    private static readonly NewRetentionPolicy KeepLast = new() { Scope = new("fr*"), KeepLast = Kept };
    private static readonly NewRetentionPolicy KeepYear = new() { KeepDays = 365 };

    private readonly SimulatedDisk disk = new();
    private readonly SimulatedDisk registryDisk = new();
    private readonly LocalStoreOptions options = new() { Background = false, FreeBytesMin = 0 };
    private readonly ShiftedClock time = new();
    private readonly LocalEngine<TrackingState> tracking;
    private readonly LocalEngine<RegistryState> registry;
    private readonly LocalModelStore models;
    private readonly LocalRetentionStore<RegistryState> versions;
    private LocalRunStore runs = null!;
    private LocalRetentionStore<TrackingState> retention = null!;

    public ConcurrentRetentionTests()
    {
        tracking = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, time, NullLogger.Instance));
        registry = LocalEngine<RegistryState>.Open(new LocalEngineParts<RegistryState>(
            registryDisk, () => new RegistryState(), options, time, NullLogger.Instance));
        models = new LocalModelStore(registry, Entropy.System);
        versions = new LocalRetentionStore<RegistryState>(registry, new RetainedModels(), Entropy.System);
    }

    public async ValueTask DisposeAsync()
    {
        await tracking.DisposeAsync();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task The_newest_versions_that_are_left_are_kept_when_newer_ones_are_deleted_meanwhile()
    {
        await RunVersions(() => Enumerable.Range(Count - Kept + 1, Kept).Select(DeleteVersion));

        Assert.Equal(Kept, (await Numbers()).Count);
        Assert.Equal(0, Ok(await versions.RunJob()).Deleted);
    }

    [Fact]
    public async Task The_newest_runs_that_are_left_are_kept_when_newer_ones_are_deleted_meanwhile()
    {
        var all = await RunRuns(ended => ended.TakeLast(Kept).Select(DeleteRun));

        Assert.Equal(all.SkipLast(Kept).TakeLast(Kept), await Active(all));
        Assert.Equal(0, Ok(await retention.RunJob()).Deleted);
    }

    [Fact]
    public async Task A_run_that_is_restored_or_created_meanwhile_does_not_make_another_one_old()
    {
        var deleted = default(RunId);
        var all = await RunRuns(
            ended =>
            [
                DeleteRun(ended[^1]), DeleteRun(ended[^2]), Do(() => runs.RestoreRun(deleted)),
                Do(() => runs.StartRun(new NewRun(new("1"), StartTime: 1))),
            ],
            async ended => Ok(await runs.DeleteRun(deleted = ended[3])));

        Assert.Equal(all.SkipLast(2).TakeLast(Kept), (await Active(all)).TakeLast(Kept));
    }

    [Fact]
    public async Task A_policy_that_is_set_meanwhile_also_has_to_agree()
    {
        await RunVersions(() => [Do(() => versions.SetPolicy("year", KeepYear))]);
        Assert.Equal(Count - 1, (await Numbers()).Count);

        var all = await RunRuns(_ => [Do(() => retention.SetPolicy("year", KeepYear))]);
        Assert.Equal(Count - 1, (await Active(all)).Count);
    }

    [Fact]
    public async Task A_policy_does_not_apply_any_more_after_a_rename_meanwhile()
    {
        await RunVersions(() => [Do(() => models.UpdateModel("fraud", new ModelChange("scam")))]);
        Assert.Equal(Count - 1, (await Numbers()).Count);

        var all = await RunRuns(_ => [Do(() => runs.UpdateExperiment(new("1"), new ExperimentChange("scam")))]);
        Assert.Equal(Count - 1, (await Active(all)).Count);
    }

    [Fact]
    public async Task A_purge_needs_the_agreement_of_a_policy_that_is_set_meanwhile()
    {
        await OpenRuns();
        var ended = await NewEnded();
        foreach (var run in ended) Ok(await runs.DeleteRun(run));
        Ok(await retention.SetPolicy("old", new NewRetentionPolicy { PurgeAfterDays = 1 }));
        time.Shift += TimeSpan.FromDays(2);
        var set = Meanwhile(
            disk, () => tracking.State.Runs.Count < Count,
            () => [Do(() => retention.SetPolicy("year", new NewRetentionPolicy { PurgeAfterDays = 365 }))]);

        Assert.Equal(1, Ok(await retention.RunJob()).Purged);
        await set;
        Assert.Equal(Count - 1, tracking.State.Runs.Count);
    }

    /// <summary>Runs a job on versions, and changes something after its first deletion.</summary>
    private async Task RunVersions(Func<IEnumerable<Task>> changes)
    {
        for (var i = 0; i < Count; i++)
            Ok(await models.RegisterVersion("fraud", new NewModelVersion(ArtifactMode: ArtifactMode.None)));
        Ok(await versions.SetPolicy("few", KeepLast));
        time.Shift += TimeSpan.FromDays(1);
        var changed = Meanwhile(registryDisk, () => registry.State.Versions.Count < Count, changes);
        Assert.Equal((RetentionJobStatus.Completed, 0), Ok(await versions.RunJob()) is var job
            ? (job.Status, job.Failed) : default);
        await changed;
    }

    /// <summary>Runs a job on runs, and changes something after its first deletion. Returns all of them.</summary>
    private async Task<List<RunId>> RunRuns(
        Func<List<RunId>, IEnumerable<Task>> changes, Func<List<RunId>, Task>? before = null)
    {
        await OpenRuns();
        var ended = await NewEnded();
        if (before is not null) await before(ended);
        Ok(await retention.SetPolicy("few", KeepLast));
        time.Shift += TimeSpan.FromDays(1);
        var changed = Meanwhile(
            disk, () => tracking.State.RetentionJobs.All.Any(job => job.Deleted > 0), () => changes(ended));
        var job = Ok(await retention.RunJob());
        Assert.Equal((RetentionJobStatus.Completed, 0), (job.Status, job.Failed));
        await changed;
        return ended;
    }

    /// <summary>
    /// Queues changes while a commit is written, so that they are made before what the job commits next.
    /// </summary>
    private static async Task Meanwhile(SimulatedDisk disk, Func<bool> isTime, Func<IEnumerable<Task>> changes)
    {
        var queued = new TaskCompletionSource<Task>();
        disk.Changed = _ =>
        {
            if (!isTime()) return;
            disk.Changed = null;
            queued.SetResult(Task.WhenAll(changes().ToList()));
        };
        await await queued.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task<List<RunId>> NewEnded()
    {
        List<RunId> ended = [];
        for (var i = 0; i < Count; i++)
        {
            var run = Ok(await runs.StartRun(new NewRun(new("1"), StartTime: i))).RunId;
            Ok(await runs.UpdateRun(run, new RunChange(Status: RunStatus.Completed)));
            ended.Add(run);
        }

        return ended;
    }

    private async Task<List<RunId>> Active(IEnumerable<RunId> ids)
    {
        List<RunId> active = [];
        foreach (var id in ids)
            if (Ok(await runs.GetRun(id)).LifecycleStage == LifecycleStage.Active) active.Add(id);
        return active;
    }

    private async Task<List<int>> Numbers() =>
        [.. Ok(await models.SearchVersions(new ModelVersionQuery(new(100)))).Items.Select(version => version.Version)];

    private Task DeleteVersion(int number) => Do(() => models.DeleteVersion("fraud", number));

    private Task DeleteRun(RunId run) => Do(() => runs.DeleteRun(run));

    private static async Task Do<T>(Func<ValueTask<StoreOutcome<T>>> change) => Ok(await change());

    private static T Ok<T>(StoreOutcome<T> outcome)
    {
        Assert.True(outcome.IsOk, outcome.Problem?.Message);
        return outcome.Value;
    }

    private async Task OpenRuns()
    {
        var (_, catalogue) = await LocalArtifacts.OpenBoth(tracking, Entropy.System);
        runs = await LocalRunStore.Open(tracking, Entropy.System);
        var purges = new LocalPurgeStore(tracking, catalogue, Entropy.System);
        retention = new LocalRetentionStore<TrackingState>(
            tracking, new RetainedRuns(tracking, purges), Entropy.System);
        Ok(await runs.CreateExperiment(new NewExperiment("fraud")));
    }
}
