using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Telemetry;

namespace Tauro.Tracking.Api.Runs;

/// <summary>Logs metrics to a run and counts them. Both APIs use it, so that they count the same.</summary>
internal sealed class RunLog(IRunStore runs, TrackingMetrics metrics)
{
    public async ValueTask<StoreOutcome<Done>> Log(RunId runId, RunBatch batch, CancellationToken cancel)
    {
        var logged = await runs.Log(runId, batch, cancel);
        if (logged.IsOk && batch.Metrics is { Count: > 0 } points)
        {
            metrics.PointsLogged(points.Count);
            CurrentPrincipal.NotePoints(points.Count);
        }

        return logged;
    }
}
