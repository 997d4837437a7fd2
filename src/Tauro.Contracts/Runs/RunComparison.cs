using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Runs;

/// <summary>Runs side by side. Every list of values has one entry for each run, in the order of the runs.</summary>
/// <param name="Runs">In the requested order.</param>
/// <param name="Params">Key to values; null where a run lacks the param.</param>
/// <param name="Metrics">Key to latest values; null where a run lacks the metric.</param>
public sealed record RunComparison(
    IReadOnlyList<ComparedRun> Runs,
    IReadOnlyDictionary<string, IReadOnlyList<string?>> Params,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> Metrics);

/// <summary>One of the runs that are compared.</summary>
/// <param name="RunId">32 hexadecimal digits.</param>
/// <param name="ExperimentId">The experiment that it belongs to.</param>
/// <param name="Name">Need not be unique.</param>
/// <param name="Status">The status of the run.</param>
/// <param name="StartTime">Unix milliseconds.</param>
/// <param name="EndTime">Unix milliseconds; absent until the run ends.</param>
/// <param name="DurationSeconds">Seconds from start to end; absent until the run ends.</param>
public sealed record ComparedRun(
    RunId RunId,
    ExperimentId ExperimentId,
    string Name,
    RunStatus Status,
    long StartTime,
    long? EndTime,
    double? DurationSeconds);
