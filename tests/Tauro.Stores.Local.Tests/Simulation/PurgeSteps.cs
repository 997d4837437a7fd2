using Tauro.Stores.Local.Tests.Crash;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>
/// Draws purges, now and then, from random numbers of their own, so that the other steps are the same as without.
/// </summary>
internal sealed class PurgeSteps(TrackingSession store, Random random)
{
    private const int StepPercent = 15;
    private const int BytesMax = 300;
    private const int FilesMax = 6;

    private TrackingModel Model => store.Model;

    public Task Next()
    {
        if (store.IsResetPending || random.Next(100) >= StepPercent) return Task.CompletedTask;
        return random.Next(4) switch
        {
            0 when DeletedExperiments() is { Count: > 0 } ids => store.PurgeExperiment(Pick(ids)),
            1 when Runs("Deleted") is { Count: > 0 } runs => store.PurgeRun(Pick(runs)),
            _ when Runs("Active") is { Count: > 0 } runs => store.WriteOwnArtifact(
                Pick(runs), $"f{random.Next(FilesMax)}", TrackingWorkload.Bytes(random.Next(), random.Next(BytesMax))),
            _ => Task.CompletedTask,
        };
    }

    private List<string> DeletedExperiments() =>
    [
        .. Model.Experiments.Where(pair => pair.Value.Stage == "Deleted"
            && Model.Runs.Values.All(run => run.ExperimentId != pair.Key || run.Links.Count == 0))
            .Select(pair => pair.Key).Order(StringComparer.Ordinal),
    ];

    private List<string> Runs(string stage) =>
    [
        .. Model.Runs.Where(run => run.Value.Stage == stage && run.Value.Links.Count == 0)
            .Select(run => run.Key).Order(StringComparer.Ordinal),
    ];

    private string Pick(List<string> from) => from[random.Next(from.Count)];
}
