using Tauro.Contracts.Ids;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Retention;

/// <summary>A retention job: one pass over everything that the policies no longer keep.</summary>
public sealed record RetentionJob
{
    public required RetentionJobId JobId { get; init; }

    public RetentionJobStatus Status { get; init; }

    /// <summary>Whether it was started by the schedule and not by a request.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>The policies when it started.</summary>
    public required IReadOnlyList<PolicyReference> Policies { get; init; }

    /// <summary>Unix milliseconds. Ages are measured at this time.</summary>
    public long CreationTime { get; init; }

    /// <summary>Unix milliseconds; absent while it is running.</summary>
    public long? EndTime { get; init; }

    /// <summary>The runs or versions that were deleted so far.</summary>
    public long Deleted { get; init; }

    /// <summary>The sum of the sizes of their files.</summary>
    public long DeletedBytes { get; init; }

    /// <summary>The runs and experiments that were purged so far.</summary>
    public long Purged { get; init; }

    /// <summary>The sum of the sizes of their files.</summary>
    public long PurgedBytes { get; init; }

    /// <summary>The items that could not be deleted or purged. The next job tries them again.</summary>
    public long Failed { get; init; }

    /// <summary>The first failures, up to 100.</summary>
    public IReadOnlyList<RetentionFailure> Failures { get; init; } = [];

    /// <summary>What is being purged.</summary>
    public RetentionItem? Current { get; init; }
}

/// <summary>An item that a job could not delete or purge.</summary>
/// <param name="Resource">For example <c>runs/{run_id}</c>.</param>
/// <param name="Code">The code of the problem.</param>
/// <param name="Message">The problem.</param>
public sealed record RetentionFailure(string Resource, string Code, string Message);
