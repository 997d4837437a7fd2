using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>Policies, checks, approvals and rollbacks.</summary>
internal sealed partial class RegistrySession
{
    private const string Check = "bias";

    /// <summary>Sets a policy; its description makes each version another one.</summary>
    public Task SetPolicy(string policy, string description) => Do(
        model => model.SetPolicy(policy), async () => Ok(await policies.SetPolicy(policy, new NewPolicy(
            PolicyGate.Production, [new PolicyRule { Type = PolicyRuleType.Checks, Checks = [Check] }],
            Description: description))));

    public Task DeletePolicy(string policy) => Do(
        model => model.DeletePolicy(policy), async () => Ok(await policies.DeletePolicy(policy)));

    public Task PostCheck(string name, int number, bool hasPassed) => Do(
        model => model.PostCheck(name, number, hasPassed), async () => Ok(await policies.PostCheck(
            name, number, Check, new NewCheck(hasPassed ? CheckStatus.Passed : CheckStatus.Failed, "a summary"))));

    /// <summary>Requests approval, or approves if it was requested.</summary>
    public Task Approve(string name, int number, string person) => Do(
        model => model.Approve(name, number, person), async () =>
        {
            if (Ok(await policies.ListApprovals(name, number)) is [var request])
                Ok(await policies.DecideApproval(
                    name, number, request.ApprovalId, new NewApprovalDecision(person), isApproved: true));
            else
                Ok(await policies.RequestApproval(
                    name, number, new NewApproval(PolicyGate.Production, "author"), TimeSpan.FromDays(1)));
        });

    public Task RollBack(string name) => Do(
        model => model.RollBack(name),
        async () => Ok(await models.Rollback(name, new RollbackRequest(ModelStage.Production))));

    private async Task AddPolicyFacts(SortedSet<string> facts)
    {
        foreach (var policy in engine.State.Policies.Keys.Select(key => key.Split('/')[0]).Distinct())
        {
            var last = engine.State.Policies.FindLast(policy)!;
            facts.Add($"policy {policy} {last.Version}{(last.IsDeleted ? " deleted" : "")}");
            for (var version = 1; version <= last.Version; version++)
                Assert.Equal(version, Ok(await policies.GetPolicy(policy, version)).Version);
        }

        foreach (var approval in Ok(await policies.SearchApprovals(null, new PageRequest(1_000))).Items)
            facts.Add(
                $"approval {approval.Name}/{approval.Version} "
                + string.Concat(approval.Decisions.Select(decision => decision.By)));
        foreach (var (name, number) in engine.State.WithModels(engine.State.Checks.Keys)
            .Select(found => (found.Model.Name, found.Document.Number)))
        {
            var check = Assert.Single(Ok(await policies.ListChecks(name, number)));
            facts.Add($"check {name}/{number} {check.Status == CheckStatus.Passed}");
        }

        // Checks and approvals are deleted with their versions.
        Assert.All(
            engine.State.Checks.Keys.Concat(engine.State.Approvals.Keys),
            key => Assert.NotNull(engine.State.Versions.Find(key)));
    }
}
