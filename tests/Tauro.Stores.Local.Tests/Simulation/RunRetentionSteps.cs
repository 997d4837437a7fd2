using Tauro.Contracts.Retention;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Tests.Crash;
using Tauro.Stores.Local.Tracking;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// Draws retention jobs of a tracking store, now and then, from random numbers of their own. They delete all runs that
/// have ended and from which no version was made.
/// </summary>
internal sealed class RunRetentionSteps(TrackingSession store, Random random)
{
    private const int StepPercent = 6;

    public async Task Next()
    {
        if (store.IsResetPending || random.Next(100) >= StepPercent) return;
        await store.Do(model => model.SetRetention(), async () =>
            Assert.True((await store.Retention.SetPolicy("none", new NewRetentionPolicy { KeepLast = 0 })).IsOk));
        var ids = store.Engine.State.Runs.All.ToDictionary(run => run.Name, run => run.RunId.Value);
        var deleted = store.Model.Runs.Where(run => run.Value.Stage == "Active"
                && run.Value.Status != RunStatus.Running && run.Value.Links.Count == 0)
            .OrderBy(run => ExperimentTable.NumberOf(new(run.Value.ExperimentId)))
            .ThenBy(run => ids[run.Key], StringComparer.Ordinal).Select(run => run.Key).ToList();
        await store.Do(model => model.Retain(deleted), async () =>
        {
            Assert.True((await store.Retention.RunJob()).IsOk);
            // A job that a fault interrupted would see what the next steps change.
            await store.Retention.RunScheduled(isDue: false);
        });
    }
}
