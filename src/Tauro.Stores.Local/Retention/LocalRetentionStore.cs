using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Retention;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.State;
using Tauro.Stores.Paging;
using Tauro.Stores.Retention;

namespace Tauro.Stores.Local.Retention;

/// <summary>Retention policies, holds and jobs of a local store.</summary>
internal sealed partial class LocalRetentionStore<TState>(
    LocalEngine<TState> engine, RetainedContent<TState> content, Entropy entropy) : IRetentionStore
    where TState : LocalState
{
    private const string PreviewName = "preview";

    private static readonly RowComparer<RetentionPolicy> ByName = new((policy => Literal.From(policy.Name), false));
    private static readonly RowComparer<Hold> ByResource = new((hold => Literal.From(hold.Resource), false));

    private static readonly RowComparer<RetentionJob> NewestFirst = new(
        (job => Literal.From(job.CreationTime), true), (job => Literal.From(job.JobId), false));

    private static readonly RowComparer<RetentionItem> ByAction = new(
        (item => Literal.From(OrderOf(item.Action)), false), (item => Literal.From(item.Resource), false));

    private readonly FactCommits<TState, RetentionFact> facts = new(engine, RetentionFactWriter.Write);

    public ValueTask<StoreOutcome<RetentionPolicy>> SetPolicy(
        string name, NewRetentionPolicy policy, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RetentionWrites.SetPolicy(
            content.IsRuns, state.RetentionPolicies.FindLast(name), name, policy,
            state.RetentionPolicies.Current.Count(), state.RetentionPolicies.Count, now, content.StagesOf(state)),
            cancel);

    public ValueTask<StoreOutcome<RetentionPolicy>> GetPolicy(
        string name, int? version = null, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<RetentionPolicy>>(state => version is { } number
            ? state.RetentionPolicies.Find(name, number) is { } found ? found : new RetentionPolicyMissing(name, number)
            : state.RetentionPolicies.FindLast(name) is { IsDeleted: false } last ? last
            : new RetentionPolicyMissing(name));

    public ValueTask<StoreOutcome<RetentionPolicy>> DeletePolicy(
        string name, string? by = null, CancellationToken cancel = default) =>
        facts.Commit((state, now) => RetentionWrites.DeletePolicy(
            state.RetentionPolicies.FindLast(name), name, by, now), cancel);

    public ValueTask<StoreOutcome<Page<RetentionPolicy>>> ListPolicies(
        PageRequest page, CancellationToken cancel = default) =>
        engine.Read(state => SortedPage.From(state.RetentionPolicies.Current, ByName, page, "retention policies"));

    public ValueTask<StoreOutcome<Hold>> SetHold(
        HoldTarget target, NewHold hold, CancellationToken cancel = default) =>
        facts.Commit<Hold>((state, now) =>
        {
            var subject = content.GetSubject(state, target);
            return subject.IsOk
                ? RetentionWrites.SetHold(
                    state.Holds.Find(subject.Value.Key), subject.Value, hold, state.Holds.Count, now)
                : subject.Problem;
        }, cancel);

    public ValueTask<StoreOutcome<Hold>> GetHold(HoldTarget target, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<Hold>>(state =>
        {
            var subject = content.GetSubject(state, target);
            if (!subject.IsOk) return subject;
            return state.Holds.Find(subject.Value.Key) is { } hold
                ? content.Complete(state, hold)
                : new HoldMissing(subject.Value.Resource);
        });

    public ValueTask<StoreOutcome<Hold>> ReleaseHold(HoldTarget target, CancellationToken cancel = default) =>
        facts.Commit<Hold>((state, _) =>
        {
            var subject = content.GetSubject(state, target);
            return subject.IsOk
                ? RetentionWrites.ReleaseHold(state.Holds.Find(subject.Value.Key), subject.Value.Resource)
                : subject.Problem;
        }, cancel);

    public ValueTask<StoreOutcome<Page<Hold>>> ListHolds(PageRequest page, CancellationToken cancel = default) =>
        engine.Read(state => SortedPage.From(
            state.Holds.All.Select(hold => content.Complete(state, hold)), ByResource, page, "holds"));

    public ValueTask<StoreOutcome<RetentionPreview>> Preview(
        RetentionPreviewRequest request, CancellationToken cancel = default)
    {
        if (request is { Policy: null, Name: not null })
            return new(StoreProblem.Invalid(
                ProblemCodes.InvalidRequest, "'name' is that of 'policy'; give both, or leave the name out."));
        var name = request.Name ?? PreviewName;
        if (request.Policy is { } given && RetentionRules.Check(
            content.IsRuns, name, given, content.StagesOf(engine.State)) is { } problem)
            return new(problem);
        var now = engine.Time.GetUtcNow().ToUnixTimeMilliseconds();
        return engine.Read(state =>
        {
            var policies = state.RetentionPolicies.Current.ToList();
            if (request.Policy is { } policy)
            {
                policies.RemoveAll(other => other.Name == name);
                policies.Add(RetentionWrites.Next(
                    content.IsRuns, state.RetentionPolicies.FindLast(name), name, policy, now));
            }

            var totals = new RetentionTotals();
            var page = SortedPage.From(
                content.Select(state, policies, now).Select(selected =>
                {
                    totals = RetentionSelection.Add(totals, selected.Item);
                    return selected.Item;
                }),
                ByAction, new PageRequest(request.MaxResults, request.PageToken), "retention", name,
                JsonSerializer.Serialize(request.Policy, TauroJson.Options));
            return page.Select(items => new RetentionPreview(items.Items, totals, items.NextPageToken));
        });
    }

    public ValueTask<StoreOutcome<RetentionJob>> GetJob(RetentionJobId jobId, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<RetentionJob>>(state =>
            state.RetentionJobs.Find(jobId) is { } job ? job : new RetentionJobMissing(jobId));

    public ValueTask<StoreOutcome<Page<RetentionJob>>> ListJobs(
        PageRequest page, CancellationToken cancel = default) =>
        engine.Read(state => SortedPage.From(state.RetentionJobs.All, NewestFirst, page, "retention jobs"));

    private static int OrderOf(RetentionAction action) => action switch
    {
        RetentionAction.Purge => 0,
        RetentionAction.Delete => 1,
        _ => 2,
    };
}
