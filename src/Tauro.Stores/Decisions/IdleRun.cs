using Tauro.Contracts.Runs;

namespace Tauro.Stores.Decisions;

/// <summary>A run that may be stale.</summary>
/// <param name="Run">The run.</param>
/// <param name="LastWrite">When something was last logged to it, as far as is known; Unix milliseconds.</param>
public sealed record IdleRun(Run Run, long LastWrite);
