using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>One of the runs that are compared.</summary>
/// <param name="StartTime">Unix milliseconds.</param>
/// <param name="EndTime">Unix milliseconds; absent while the run goes on.</param>
/// <param name="DurationSeconds">Absent while the run goes on.</param>
internal sealed record ComparedRun(
    string RunId,
    string ExperimentId,
    string Name,
    RunStatus Status,
    long StartTime,
    long? EndTime,
    double? DurationSeconds)
{
    public static ComparedRun Of(Run run) => new(
        run.RunId, run.ExperimentId, run.Name, run.Status, run.StartTime, run.EndTime,
        (run.EndTime - run.StartTime) / 1000.0);
}
