using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;

namespace Tauro.Stores.Identity;

/// <summary>Decides writes to group rules, and on the roles that they give.</summary>
public static class GroupRuleWrites
{
    /// <param name="rule">The rule to create.</param>
    /// <param name="role">Its role; null when there is none.</param>
    /// <param name="rules">All rules.</param>
    /// <param name="id">A new id.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, GroupRule>> Create(
        NewGroupRule rule, Role? role, IReadOnlyList<GroupRule> rules, GroupRuleId id, long now)
    {
        if (ExternalLoginWrites.CheckName("issuer", rule.Issuer) is { } badIssuer) return badIssuer;
        if (ExternalLoginWrites.CheckName("group", rule.Group) is { } badGroup) return badGroup;
        if (role is null) return IdentityProblems.RoleMissing(rule.RoleId);
        var created = new GroupRule(id, rule.Issuer, rule.Group, rule.RoleId, now);
        if (rules.FirstOrDefault(known => known with { RuleId = id, CreationTime = now } == created) is { } equal)
            return Decision<IdentityFact, GroupRule>.Unchanged(equal);
        if (rules.Count >= Limits.GroupRulesMax) return IdentityProblems.TooMany("group rules", Limits.GroupRulesMax);
        return new Decision<IdentityFact, GroupRule>(
            [new IdentityFact.PutGroupRule(created)],
            [new GroupRuleCreated(id, created.Issuer, created.Group, created.RoleId)],
            created);
    }

    /// <summary>Deletes a rule, and takes its role from those who have it by that.</summary>
    /// <param name="rule">The rule; null when there is none.</param>
    /// <param name="ruleId">Its id.</param>
    /// <param name="role">Its role.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<IdentityFact, GroupRule>> Delete(
        GroupRule? rule, GroupRuleId ruleId, Role? role, long now)
    {
        if (rule is null) return IdentityProblems.GroupRuleMissing(ruleId);
        var removed = Remove(rule);
        if (role is null || role.RuleMembers.All(member => member.RuleId != ruleId)) return removed;
        var left = RoleWrites.Put(
            role with { RuleMembers = [.. role.RuleMembers.Where(member => member.RuleId != ruleId)] }, now);
        return removed with { Facts = [.. removed.Facts, .. left.Facts], Events = [.. removed.Events, .. left.Events] };
    }

    internal static Decision<IdentityFact, GroupRule> Remove(GroupRule rule) => new(
        [new IdentityFact.RemoveGroupRule(rule.RuleId)],
        [new GroupRuleDeleted(rule.RuleId, rule.Issuer, rule.Group, rule.RoleId)],
        rule);

    /// <summary>Gives an account the roles of its groups, and takes those of other groups.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="groups">Its groups.</param>
    /// <param name="rules">The rules of the issuer.</param>
    /// <param name="findRole">Finds a role.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>Whether something has changed.</returns>
    public static StoreOutcome<Decision<IdentityFact, bool>> Apply(
        AccountId accountId, IReadOnlyList<string> groups, IEnumerable<GroupRule> rules,
        Func<RoleId, Role?> findRole, long now)
    {
        List<Decision<IdentityFact, Role>> changes = [];
        foreach (var ofRole in rules.GroupBy(rule => rule.RoleId))
        {
            if (findRole(ofRole.Key) is not { } role) continue;
            var members = role.RuleMembers.ToList();
            foreach (var rule in ofRole)
            {
                var member = new RuleMember(accountId, rule.RuleId);
                if (!groups.Contains(rule.Group, StringComparer.Ordinal)) members.Remove(member);
                else if (!members.Contains(member)) members.Add(member);
            }

            if (members.SequenceEqual(role.RuleMembers)) continue;
            if (members.Count > role.RuleMembers.Count && members.Count > Limits.RoleMembersMax)
                return IdentityProblems.TooMany($"members of the role {role.RoleId} by rules", Limits.RoleMembersMax);
            changes.Add(RoleWrites.Put(role with { RuleMembers = members }, now));
        }

        return new Decision<IdentityFact, bool>(
            [.. changes.SelectMany(change => change.Facts)], [.. changes.SelectMany(change => change.Events)],
            changes.Count > 0);
    }
}
