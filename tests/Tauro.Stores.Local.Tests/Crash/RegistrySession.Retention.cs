using Tauro.Contracts.Paging;
using Tauro.Contracts.Retention;
using Tauro.Stores.Retention;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>Holds, a retention policy and its jobs.</summary>
internal sealed partial class RegistrySession
{
    private const string RetentionPolicy = "few";

    public Task Hold(string name, int number) => Do(
        model => model.Hold(name, number), async () => Ok(await retention.SetHold(
            new HoldTarget.Version(name, number), new NewHold("Case 7"))));

    public Task Release(string name, int number) => Do(
        model => model.Release(name, number),
        async () => Ok(await retention.ReleaseHold(new HoldTarget.Version(name, number))));

    public Task SetRetention(int? keepLast) => Do(
        model => model.SetRetention(keepLast), async () =>
        {
            if (keepLast is { } kept)
                Ok(await retention.SetPolicy(RetentionPolicy, new NewRetentionPolicy { KeepLast = kept }));
            else if (engine.State.RetentionPolicies.FindLast(RetentionPolicy) is { IsDeleted: false })
                Ok(await retention.DeletePolicy(RetentionPolicy));
        });

    public Task Retain() => Do(model => model.Retain(), async () => Ok(await retention.RunJob()));

    private async Task AddRetentionFacts(SortedSet<string> facts)
    {
        foreach (var hold in Ok(await retention.ListHolds(new PageRequest(1_000))).Items)
            facts.Add($"hold {hold.Resource}");
        foreach (var policy in Ok(await retention.ListPolicies(new PageRequest())).Items)
            facts.Add($"retention {policy.KeepLast}");
        Assert.DoesNotContain(engine.State.RetentionJobs.All, job => job.Status == RetentionJobStatus.Running);
    }
}
