using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// A simulated tracking store with experiments, runs, points, artifacts, uploads and cursors, and with what
/// <see cref="TrackingReviews"/> has.
/// </summary>
/// <param name="session">The store.</param>
/// <param name="reviews">
/// Draws the reviews, apart from the others, so that the kept seeds draw what they did before there were reviews.
/// </param>
/// <param name="purges">Draws the purges, for the same reason.</param>
/// <param name="retention">Draws the retention jobs, for the same reason.</param>
internal sealed class TrackingStore(TrackingSession session, Random reviews, Random purges, Random retention)
    : SimulatedStore<TrackingModel>
{
    private const int StepsPerReview = 3;

    public override TrackingModel Model => session.Model;

    public override IReadOnlyList<Action<TrackingModel>> Refused => session.Refused;

    public static TrackingModel Empty()
    {
        var model = new TrackingModel();
        model.CreateExperiment("Default");
        return model;
    }

    public static async Task<SimulatedStore<TrackingModel>> Open(SimulatedDisk disk, int ids, TrackingModel model)
    {
        var session = await TrackingSession.Open(disk, ids, model, options =>
        {
            options.PendingPoints = TrackingSteps.PendingPoints;
            options.QueuedCommits = TrackingSteps.QueuedCommits;
        });
        foreach (var upload in session.Engine.State.Uploads.All) session.UploadIds[upload.Path] = upload.UploadId;
        return new TrackingStore(session, new Random(~ids), new Random(ids), new Random(ids ^ 1));
    }

    public override (TrackingModel Model, IReadOnlyList<Action<TrackingModel>> UnderWay) Expectation() =>
        session.Expectation();

    public override Task<SortedSet<string>> Facts() => TrackingFacts.Read(session);

    public override async Task Step(Random random)
    {
        await new PurgeSteps(session, purges).Next();
        await new RunRetentionSteps(session, retention).Next();
        await new TrackingSteps(session, random).Next();
        if (reviews.Next(StepsPerReview) == 0) await new ReviewSteps(session, reviews).Next();
    }

    public override async Task<string?> Probe()
    {
        var health = await new LocalStoreProbe<TrackingState>(session.Engine).Check();
        return health.Ready ? null : health.Reason ?? "no reason";
    }

    public override async Task Finish()
    {
        if (session.IsResetPending) await session.Reset();
        await session.Purges.FinishAll();
        await session.Retention.RunScheduled(isDue: false);
    }

    public override void RequireNoOrphans(SimulatedDisk disk, string name) =>
        FolderFacts.RequireNoOrphans(disk, session, name);

    public override ValueTask DisposeAsync() => session.DisposeAsync();
}
