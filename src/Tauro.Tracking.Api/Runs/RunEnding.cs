using Tauro.Contracts.Runs;

namespace Tauro.Tracking.Api.Runs;

/// <summary>How and when a run ended.</summary>
/// <param name="Status">COMPLETED, FAILED or KILLED.</param>
/// <param name="EndTime">Unix milliseconds; now when absent.</param>
internal sealed record RunEnding(RunStatus Status = RunStatus.Completed, long? EndTime = null);
