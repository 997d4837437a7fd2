using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Decisions;

/// <summary>A version with its requests for approval.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">The version.</param>
/// <param name="Approvals">Its requests for approval as stored, oldest first.</param>
/// <param name="Applying">The policies that apply to the model, whatever their gate.</param>
public sealed record ApprovalAggregate(
    string Name, ModelVersion Version, IReadOnlyList<Approval> Approvals, IReadOnlyList<Policy> Applying)
{
    /// <summary>Fills in what is not stored with a request: the name and the status.</summary>
    public Approval Complete(Approval approval, long now) => approval with
    {
        Name = Name,
        Status = ApprovalRules.GetStatus(
            approval, Version, Applying.Where(policy => policy.Gate == approval.Gate), now),
    };

    internal ApprovalAggregate Replace(Approval changed) => this with
    {
        Approvals =
            [.. Approvals.Select(approval => approval.ApprovalId == changed.ApprovalId ? changed : approval)],
    };

    internal PolicyFact ToFact(IEnumerable<Approval> approvals) => new PolicyFact.PutApprovals(new VersionApprovals(
        VersionDocument.KeyOf(Version.ModelId, Version.Version),
        [.. approvals.Select(approval => approval with
        {
            Name = "",
            Status = approval.Status == ApprovalStatus.Expired ? ApprovalStatus.Expired : ApprovalStatus.Pending,
        })]));
}
