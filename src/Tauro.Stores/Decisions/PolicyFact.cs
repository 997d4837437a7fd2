using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Decisions;

/// <summary>One change of a decided write to policies, checks or approvals.</summary>
public abstract record PolicyFact
{
    private PolicyFact()
    {
    }

    /// <summary>Stores a version of a policy.</summary>
    public sealed record PutPolicy(Policy Policy) : PolicyFact;

    /// <summary>Stores the checks of a version.</summary>
    public sealed record PutChecks(VersionChecks Checks) : PolicyFact;

    /// <summary>Stores the requests for approval of a version.</summary>
    public sealed record PutApprovals(VersionApprovals Approvals) : PolicyFact;
}
