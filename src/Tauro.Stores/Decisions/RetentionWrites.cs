using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Json;
using Tauro.Contracts.Retention;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;
using Tauro.Stores.Retention;

namespace Tauro.Stores.Decisions;

/// <summary>Decides writes to retention policies and holds. A version of a policy never changes.</summary>
public static class RetentionWrites
{
    /// <param name="ofRuns">True for experiments and runs, false for models.</param>
    /// <param name="last">The last version; null if there never was one.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="policy">Its content.</param>
    /// <param name="count">The number of policies that are not deleted.</param>
    /// <param name="versions">The number of versions of all policies.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="stages">The stages of the registry; null for the default ones.</param>
    public static StoreOutcome<Decision<RetentionFact, RetentionPolicy>> SetPolicy(
        bool ofRuns, RetentionPolicy? last, string name, NewRetentionPolicy policy, int count, int versions, long now,
        ModelStages? stages = null)
    {
        if (RetentionRules.Check(ofRuns, name, policy, stages) is { } problem) return problem;
        var next = Next(ofRuns, last, name, policy, now);
        var exists = last is { IsDeleted: false };
        if (exists && IsSame(last!, next)) return Decision<RetentionFact, RetentionPolicy>.Unchanged(last!);
        if (!exists && count >= Limits.RetentionPoliciesMax)
            return OverLimit($"There are {Limits.RetentionPoliciesMax} retention policies, the limit. Delete one.");
        return versions >= Limits.RetentionPolicyVersionsMax
            ? OverLimit(
                $"There are {Limits.RetentionPolicyVersionsMax} versions of retention policies, the limit. None can "
                + "be added.")
            : Put(next);
    }

    /// <summary>Returns the next version of a policy.</summary>
    public static RetentionPolicy Next(
        bool ofRuns, RetentionPolicy? last, string name, NewRetentionPolicy policy, long now) =>
        RetentionRules.WithDefaults(ofRuns, new RetentionPolicy
        {
            Name = name,
            Version = (last?.Version ?? 0) + 1,
            Description = policy.Description,
            Scope = policy.Scope ?? new RetentionScope(),
            KeepDays = policy.KeepDays,
            KeepLast = policy.KeepLast,
            Stages = policy.Stages,
            PurgeAfterDays = policy.PurgeAfterDays,
            By = policy.By,
            CreationTime = now,
        });

    /// <param name="last">The last version; null if there never was one.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="by">Who deletes it.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<RetentionFact, RetentionPolicy>> DeletePolicy(
        RetentionPolicy? last, string name, string? by, long now)
    {
        if (PolicyRules.CheckPerson("by", by) is { } problem) return problem;
        return last is { IsDeleted: false }
            ? Put(last with { Version = last.Version + 1, By = by, IsDeleted = true, CreationTime = now })
            : new RetentionPolicyMissing(name);
    }

    /// <param name="before">The hold on the same; null for none.</param>
    /// <param name="subject">The new hold, without its reason.</param>
    /// <param name="request">The reason.</param>
    /// <param name="count">The number of holds.</param>
    /// <param name="now">Unix milliseconds.</param>
    public static StoreOutcome<Decision<RetentionFact, Hold>> SetHold(
        Hold? before, Hold subject, NewHold request, int count, long now)
    {
        if (RetentionRules.Check(request) is { } problem) return problem;
        if (before is null && count >= Limits.HoldsMax)
            return OverLimit($"There are {Limits.HoldsMax} holds, the limit. Hold a model or an experiment instead.");
        if (before?.Reason == request.Reason && before.By == request.By)
            return Decision<RetentionFact, Hold>.Unchanged(before);
        var hold = subject with
        {
            Reason = request.Reason, By = request.By, CreationTime = before?.CreationTime ?? now,
        };
        return new Decision<RetentionFact, Hold>(
            [new RetentionFact.PutHold(hold)], [new HoldSet(hold.Resource, hold.Reason, hold.By)], hold);
    }

    public static StoreOutcome<Decision<RetentionFact, Hold>> ReleaseHold(Hold? hold, string resource) =>
        hold is null
            ? new HoldMissing(resource)
            : new Decision<RetentionFact, Hold>(
                [new RetentionFact.RemoveHold(hold.Key)], [new HoldReleased(resource)], hold);

    private static StoreProblem OverLimit(string message) =>
        StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);

    private static Decision<RetentionFact, RetentionPolicy> Put(RetentionPolicy policy) =>
        new([new RetentionFact.PutPolicy(policy)],
            [
                policy.IsDeleted
                    ? new RetentionPolicyDeleted(policy.Name, policy.Version, policy.By)
                    : new RetentionPolicySet(policy.Name, policy.Version, policy.By),
            ], policy);

    // Who set it does not matter: a repeated request may come from another client.
    private static bool IsSame(RetentionPolicy policy, RetentionPolicy other) =>
        JsonElement.DeepEquals(Content(policy), Content(other));

    private static JsonElement Content(RetentionPolicy policy) => JsonSerializer.SerializeToElement(
        policy with { Version = 0, By = null, CreationTime = 0 }, TauroJson.Options);
}
