using System.Collections.Concurrent;
using System.Globalization;
using Tauro.Contracts.Policies;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Registry;

/// <summary>All versions of all policies, with an index of the last ones.</summary>
internal sealed class PolicyTable() :
    DocumentTable<Policy>(TableId.Policies, "policies/policies", policy => GetKey(policy.Name, policy.Version))
{
    private readonly ConcurrentDictionary<string, Policy> last = new(StringComparer.Ordinal);

    /// <summary>Returns the policies that are not deleted.</summary>
    public IEnumerable<Policy> Current => last.Select(pair => pair.Value).Where(policy => !policy.IsDeleted);

    /// <summary>Returns the last version of a policy, which may say that it was deleted.</summary>
    public Policy? FindLast(string name) => last.GetValueOrDefault(name);

    public Policy? Find(string name, int version) => Find(GetKey(name, version));

    /// <summary>Returns the policies of a gate; an empty list costs nothing.</summary>
    public IReadOnlyList<Policy> At(PolicyGate gate) =>
        last.IsEmpty ? [] : [.. Current.Where(policy => policy.Gate == gate)];

    protected override void Changed(Policy? before, Policy? after)
    {
        if (after is not null) last.AddOrUpdate(after.Name, after, (_, known) => Newer(known, after));
        else if (before is not null && last.TryRemove(KeyValuePair.Create(before.Name, before))
            && FindBefore(before) is { } left) last[left.Name] = left;
    }

    // A reset removes the versions in any order, a few at a time.
    private Policy? FindBefore(Policy policy) => Enumerable.Range(1, policy.Version - 1)
        .Select(versions => Find(policy.Name, policy.Version - versions)).FirstOrDefault(found => found is not null);

    // Documents are read from segments in any order.
    private static Policy Newer(Policy known, Policy other) => other.Version >= known.Version ? other : known;

    private static string GetKey(string name, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}/{version}");
}
