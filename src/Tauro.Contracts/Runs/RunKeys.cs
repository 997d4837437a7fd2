namespace Tauro.Contracts.Runs;

/// <summary>The params, metrics and tags that runs have.</summary>
/// <param name="RunCount">The runs that were looked at: the newest, up to <see cref="Limits.TableRunsMax"/>.</param>
/// <param name="TotalCount">The number of all runs that match.</param>
/// <param name="Keys">
/// Those of most runs first; up to <see cref="Limits.ExportKeysMax"/>. MLflow's own tags are not included.
/// </param>
/// <param name="IsComplete">Whether there are no other keys in the runs that were looked at.</param>
public sealed record RunKeys(int RunCount, int TotalCount, IReadOnlyList<RunKey> Keys, bool IsComplete);

/// <summary>A param, metric or tag that runs have.</summary>
/// <param name="Field">As in a filter without quotes: <c>metrics.loss</c>.</param>
/// <param name="RunCount">The runs that have it.</param>
/// <param name="DistinctCount">
/// The different values, counted up to <see cref="Limits.DistinctValuesMax"/>. To lack it is not a value.
/// </param>
/// <param name="IsNumeric">Whether all values are numbers.</param>
public sealed record RunKey(string Field, int RunCount, int DistinctCount, bool IsNumeric);
