using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Runs;

/// <summary>Runs of which some fields are wanted as columns.</summary>
/// <param name="ExperimentIds">All experiments when absent or empty.</param>
/// <param name="Filter">As in a search.</param>
/// <param name="OrderBy">As in a search.</param>
/// <param name="View">Default ACTIVE_ONLY.</param>
/// <param name="Fields">
/// <c>attributes</c>, and params, metrics and tags such as <c>metrics.loss</c>, without patterns; up to
/// <see cref="Limits.TableFieldsMax"/>. Only the ids without any.
/// </param>
/// <param name="MaxResults">The first runs of the order; up to <see cref="Limits.TableRunsMax"/>.</param>
public sealed record RunsToTabulate(
    IReadOnlyList<ExperimentId>? ExperimentIds = null,
    string? Filter = null,
    IReadOnlyList<string>? OrderBy = null,
    LifecycleView View = LifecycleView.ActiveOnly,
    IReadOnlyList<string>? Fields = null,
    int MaxResults = Limits.TableRunsMax);

/// <summary>Runs as columns. Every list of values has one entry for each run, in the order of the runs.</summary>
/// <param name="RunIds">The runs, in order.</param>
/// <param name="TotalCount">The number of all runs that match.</param>
/// <param name="Attributes">Absent unless they were requested.</param>
/// <param name="Params">Key to values; null where a run lacks the param.</param>
/// <param name="Metrics">
/// Key to latest values; null where a run lacks the metric. NaN and infinities are strings.
/// </param>
/// <param name="Tags">Key to values; null where a run lacks the tag.</param>
public sealed record TabulatedRuns(
    IReadOnlyList<RunId> RunIds,
    int TotalCount,
    RunAttributeColumns? Attributes,
    IReadOnlyDictionary<string, IReadOnlyList<string?>> Params,
    IReadOnlyDictionary<string, IReadOnlyList<double?>> Metrics,
    IReadOnlyDictionary<string, IReadOnlyList<string?>> Tags);

/// <summary>The attributes of runs as columns.</summary>
/// <param name="Names">Need not be unique.</param>
/// <param name="Statuses">The status of each run.</param>
/// <param name="StartTimes">Unix milliseconds.</param>
/// <param name="EndTimes">Unix milliseconds; null until a run ends.</param>
/// <param name="Users">The user who ran it.</param>
public sealed record RunAttributeColumns(
    IReadOnlyList<string> Names,
    IReadOnlyList<RunStatus> Statuses,
    IReadOnlyList<long> StartTimes,
    IReadOnlyList<long?> EndTimes,
    IReadOnlyList<string?> Users);
