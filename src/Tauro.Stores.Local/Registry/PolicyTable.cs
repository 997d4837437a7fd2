using Tauro.Contracts.Policies;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Registry;

/// <summary>All versions of all policies.</summary>
internal sealed class PolicyTable() : VersionedTable<Policy>(
    TableId.Policies, "policies/policies", policy => (policy.Name, policy.Version, policy.IsDeleted))
{
    /// <summary>Returns the policies of a gate; an empty list costs nothing.</summary>
    public IReadOnlyList<Policy> At(PolicyGate gate) =>
        Count == 0 ? [] : [.. Current.Where(policy => policy.Gate == gate)];
}
