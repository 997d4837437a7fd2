using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Runs;

/// <summary>Runs side by side. Every list of values has one entry for each run, in the order of the runs.</summary>
/// <param name="Runs">In the requested order.</param>
/// <param name="Params">Key to values; null where a run lacks the param.</param>
/// <param name="Metrics">Key to latest values; null where a run lacks the metric.</param>
/// <param name="Tags">Key to values, without the run's name; null where a run lacks the tag.</param>
/// <param name="Series">The histories of the metrics; absent unless they are aligned by step.</param>
public sealed record RunComparison(
    IReadOnlyList<ComparedRun> Runs,
    IReadOnlyDictionary<string, IReadOnlyList<string?>> Params,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> Metrics,
    IReadOnlyDictionary<string, IReadOnlyList<string?>> Tags,
    IReadOnlyDictionary<string, AlignedMetric>? Series = null);

/// <summary>The histories of one metric of several runs, with a row for each step or range of steps.</summary>
/// <param name="Steps">The first step of each row.</param>
/// <param name="Values">
/// For each run, in the order of the runs, its last value in each row; null where it has none. NaN and infinities are
/// strings.
/// </param>
/// <param name="StepsPerRow">1 when each step has its own row; otherwise the steps of a row, a power of two.</param>
public sealed record AlignedMetric(
    IReadOnlyList<long> Steps, IReadOnlyList<IReadOnlyList<double?>> Values, long StepsPerRow);

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
    double? DurationSeconds)
{
    /// <summary>The user who ran it.</summary>
    public string? UserId { get; init; }

    /// <summary>The parent run.</summary>
    public RunId? ParentRunId { get; init; }
}
