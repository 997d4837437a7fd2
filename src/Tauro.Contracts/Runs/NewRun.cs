namespace Tauro.Contracts.Runs;

/// <summary>What is needed to start a run. The id and artifact location are minted by the service.</summary>
/// <param name="ExperimentId">An active experiment.</param>
/// <param name="Name">Made up when absent.</param>
/// <param name="Status">Default <see cref="RunStatus.Running"/>; or <see cref="RunStatus.Scheduled"/>.</param>
/// <param name="StartTime">Unix milliseconds; now when absent.</param>
/// <param name="UserId">Who runs it; free text.</param>
/// <param name="Note">Markdown; kept as the tag <see cref="TagNames.Note"/>.</param>
/// <param name="ParentRunId">The run this one belongs under; must exist.</param>
/// <param name="Params">Key to value; immutable from here on.</param>
/// <param name="Tags">Key to value.</param>
public sealed record NewRun(
    string ExperimentId,
    string? Name = null,
    RunStatus Status = RunStatus.Running,
    long? StartTime = null,
    string? UserId = null,
    string? Note = null,
    string? ParentRunId = null,
    IReadOnlyDictionary<string, string>? Params = null,
    IReadOnlyDictionary<string, string>? Tags = null);
