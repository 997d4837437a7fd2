using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Events;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Events;
using Tauro.Stores.Local.Purges;
using Tauro.Stores.Local.Retention;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Engine;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Runs;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// A tracking store on a disk, and a model of what it acknowledged.
/// </summary>
internal sealed class TrackingSession : IAsyncDisposable
{
    private readonly Ledger<TrackingModel> ledger;

    private TrackingSession(
        LocalEngine<TrackingState> engine, ArtifactStore artifacts, LocalPurgeStore purges, IRunStore runs,
        TrackingModel model, Entropy entropy)
    {
        (Engine, Artifacts, Purges, Retention, Runs, Events, ledger) =
            (engine, artifacts, purges, NewRetention(engine, purges), runs,
                new LocalEventLog<TrackingState>(engine), new Ledger<TrackingModel>(model));
        Reviews = new TrackingReviews(this, entropy);
    }

    public LocalEngine<TrackingState> Engine { get; }

    public IRunStore Runs { get; }

    public ArtifactStore Artifacts { get; }

    public LocalPurgeStore Purges { get; }

    public LocalRetentionStore<TrackingState> Retention { get; }

    public IEventLog Events { get; }

    public TrackingReviews Reviews { get; }

    public TrackingModel Model => ledger.Model;

    /// <summary>The effects of operations that failed with an exception.</summary>
    public IReadOnlyList<Action<TrackingModel>> Refused => ledger.Refused;

    /// <summary>Whether a reset failed halfway; it must be completed before anything else.</summary>
    public bool IsResetPending { get; private set; }

    /// <summary>Upload ids by path.</summary>
    public Dictionary<string, UploadId> UploadIds { get; } = [];

    public static async Task<TrackingSession> Open(
        Disk disk, int seed, TrackingModel model, Action<LocalStoreOptions>? configure = null)
    {
        var entropy = Entropy.Seeded(seed);
        var options = new LocalStoreOptions
        {
            Background = false, FreeBytesMin = 0, JournalSegmentBytes = 4096, ResidentPointsPerSeries = 6,
            ResidentPoints = seed % 2 == 0 ? 30 : 2_000_000, // With few, metrics are unloaded.
            PurgedPerCommit = 4,
        };
        configure?.Invoke(options);
        var engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, new FrozenClock(), NullLogger.Instance)
        {
            Entropy = Entropy.Seeded(~seed),
        });
        try
        {
            var (artifacts, catalogue) = await LocalArtifacts.OpenBoth(engine, entropy);
            var runs = await LocalRunStore.Open(engine, entropy);
            var purges = new LocalPurgeStore(engine, catalogue, entropy);
            await purges.FinishAll();
            await NewRetention(engine, purges).RunScheduled(isDue: false);
            return new TrackingSession(engine, artifacts, purges, runs, model, entropy);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    private static LocalRetentionStore<TrackingState> NewRetention(
        LocalEngine<TrackingState> engine, LocalPurgeStore purges) =>
        new(engine, new RetainedRuns(engine, purges), Entropy.System);

    /// <summary>Gets the acknowledged operations and those under way.</summary>
    public (TrackingModel Model, IReadOnlyList<Action<TrackingModel>> UnderWay) Expectation() => ledger.Expectation();

    public Task CreateExperiment(string name) => Do(
        model => model.CreateExperiment(name), async () => Ok(await Runs.CreateExperiment(new NewExperiment(name))));

    public Task RenameExperiment(string id, string name) => Do(
        model => model.RenameExperiment(id, name),
        async () => Ok(await Runs.UpdateExperiment(new(id), new ExperimentChange(name))));

    public Task DeleteExperiment(string id) => Do(
        model => model.MoveExperiment(id, "Deleted", "deleted"), async () => Ok(await Runs.DeleteExperiment(new(id))));

    public Task RestoreExperiment(string id) => Do(
        model => model.MoveExperiment(id, "Active", "restored"), async () => Ok(await Runs.RestoreExperiment(new(id))));

    public Task StartRun(string name, string experimentId = "0") => Do(
        model => model.StartRun(name, experimentId),
        async () => Ok(await Runs.StartRun(new NewRun(new(experimentId), name))));

    public Task Log(string run, RunBatch batch) => Do(
        model => model.Log(run, batch), async () => Ok(await Runs.Log(IdOf(run), batch)));

    public Task EndRun(string run, RunStatus status) => Do(
        model => model.EndRun(run, status), async () =>
            Ok(await Runs.UpdateRun(IdOf(run), new RunChange(Status: status))));

    /// <summary>Ends all running runs, as the clock stands still.</summary>
    public Task EndStaleRuns()
    {
        var names = Engine.State.Runs.All.OrderBy(run => run.RunId.Value, StringComparer.Ordinal)
            .Select(run => run.Name).ToList();
        return Do(
            model => model.EndStaleRuns(names), async () => await Runs.EndStaleRuns(TimeSpan.FromMilliseconds(-1)));
    }

    public Task DeleteRun(string run) => Do(
        model => model.MoveRun(run, "Deleted", "deleted"), async () => Ok(await Runs.DeleteRun(IdOf(run))));

    public Task RestoreRun(string run) => Do(
        model => model.MoveRun(run, "Active", "restored"), async () => Ok(await Runs.RestoreRun(IdOf(run))));

    public Task PurgeRun(string run) => Do(
        model => model.PurgeRun(run), async () => Ok(await Purges.PurgeRun(IdOf(run))));

    public Task PurgeExperiment(string id) => Do(
        model => model.PurgeExperiment(id), async () => Ok(await Purges.PurgeExperiment(new(id))));

    /// <summary>Writes an artifact below the location of the run.</summary>
    public Task WriteOwnArtifact(string run, string path, byte[] bytes) => Do(
        model => model.WriteArtifact(run, $"@{run}/{path}", bytes),
        async () => Ok(await Artifacts.Write(
            PathOf($"{Model.Runs[run].ExperimentId}/{IdOf(run)}/artifacts/{path}"), new MemoryStream(bytes), default,
            Logged(run))));

    public Task Link(string run, string model, int version) => Do(
        trackingModel => trackingModel.Link(run, $"{model}/{version}"), async () =>
            Ok(await Runs.LinkModelVersion(IdOf(run), model, version)));

    public Task WriteArtifact(string run, string path, byte[] bytes) => Do(
        model => model.WriteArtifact(run, path, bytes),
        async () => Ok(await Artifacts.Write(PathOf(path), new MemoryStream(bytes), default, Logged(run))));

    public Task DeleteArtifacts(string run, string path) => Do(
        model => model.DeleteArtifacts(run, path),
        async () =>
            Ok(await Artifacts.Delete(PathOf(path), _ => PendingEvent.From(new ArtifactDeleted(IdOf(run), path)))));

    public Task BeginUpload(string path) => Do(
        model => model.Uploads[path] = 0,
        async () => UploadIds[path] = Ok(await Artifacts.BeginUpload(PathOf(path), null)).UploadId);

    public Task AppendUpload(string path, byte[] bytes) => Do(
        model => model.Uploads[path] += bytes.Length,
        async () => Ok(await Artifacts.AppendUpload(UploadIds[path], Model.Uploads[path], new MemoryStream(bytes))));

    public Task CompleteUpload(string run, string path, byte[] bytes) => Do(
        model =>
        {
            model.Uploads.Remove(path);
            model.WriteArtifact(run, path, bytes);
        },
        async () => Ok(await Artifacts.CompleteUpload(UploadIds[path], default, Logged(run))));

    public Task AbortUpload(string path) => Do(
        model => model.Uploads.Remove(path), async () => Ok(await Artifacts.AbortUpload(UploadIds[path])));

    public Task SetCursor(string follower, long sequence) => Do(
        model => model.Cursors[follower] = Math.Max(sequence, model.Cursors.GetValueOrDefault(follower)),
        async () =>
        {
            var claim = await Events.Claim(follower, "session", TimeSpan.FromHours(1));
            Assert.True(await Events.SetCursor(claim, new EventCursor(sequence)));
        });

    /// <summary>Samples a metric and compares the sample with the history.</summary>
    public async Task Sample(string run, string key, int pointsMax, long? minStep, long? maxStep)
    {
        var sample = Ok(await Runs.SampleMetric(new MetricSampleQuery(IdOf(run), key, pointsMax, minStep, maxStep)));
        SampleRules.Require([.. Model.Runs[run].History(key, minStep, maxStep)], sample, pointsMax);
    }

    /// <summary>Empties the store: each upload in its own commit, then the artifacts, then the rest.</summary>
    public async Task Reset()
    {
        IsResetPending = true;
        IEnumerable<Action<TrackingModel>> effects =
        [
            .. Model.Uploads.Keys.Select(path => (Action<TrackingModel>)(model => model.Uploads.Remove(path))),
            model => model.Artifacts.Clear(),
            model => model.Clear(),
        ];
        await ledger.Do([.. effects], () => LocalReset.Run(Engine, Artifacts, CancellationToken.None));
        IsResetPending = false;
    }

    public Task Checkpoint() => Engine.Checkpoints.Run();

    /// <summary>Acts, and has the effect on the model once it is acknowledged.</summary>
    public Task Do(Action<TrackingModel> effect, Func<Task> act) => ledger.Do(effect, act);

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private static T Ok<T>(StoreOutcome<T> outcome)
    {
        if (outcome.Problem is { } problem) Assert.Fail($"Refused: {problem.Code}: {problem.Message}");
        return outcome.Value;
    }

    private static ArtifactPath PathOf(string value)
    {
        Assert.True(ArtifactPath.TryParse(value, out var path, out _));
        return path;
    }

    private RunId IdOf(string run) => Engine.State.Runs.All.Single(item => item.Name == run).RunId;

    private Func<Artifact, PendingEvent> Logged(string run) => artifact =>
        PendingEvent.From(new ArtifactLogged(IdOf(run), artifact.Path, artifact.SizeBytes!.Value, artifact.Sha256!));
}
