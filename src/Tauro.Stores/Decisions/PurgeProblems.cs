using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Purges;

namespace Tauro.Stores.Decisions;

/// <summary>Only a deleted run or experiment can be purged.</summary>
public sealed record NotDeleted(string What, string Code) : StoreProblem(
    ProblemKind.Conflict, Code, $"The {What} is active; delete it first, then purge it.");

/// <summary>There is a model version that was made from what was to be purged.</summary>
public sealed record InUseByVersion(string What, string Version) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.InUseByVersion,
    $"The {What} is the source of the model version '{Version}'; delete that version first.");

/// <summary>The run or experiment is being purged.</summary>
public sealed record BeingPurged(string What) : StoreProblem(
    ProblemKind.Conflict, ProblemCodes.BeingPurged,
    $"The {What} is being purged; its artifacts can't be read, and it can't be restored or changed.")
{
    public static BeingPurged From(RunId runId) => new($"run '{runId}'");

    public static BeingPurged From(Purge purge) =>
        purge.RunId is { } runId ? From(runId) : From(purge.ExperimentId);

    public static BeingPurged From(ExperimentId experimentId) => new($"experiment '{experimentId}'");
}
