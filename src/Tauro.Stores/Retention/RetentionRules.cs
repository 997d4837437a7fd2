using Tauro.Contracts;
using Tauro.Contracts.Retention;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Retention;

/// <summary>
/// The checks of every backend before it writes a retention policy or a hold, and the defaults. Null means well-formed.
/// </summary>
public static class RetentionRules
{
    public const int KeepDaysDefault = 90;
    public const int KeepLastDefault = 100;
    public const int PurgeAfterDaysDefault = 90;

    /// <param name="ofRuns">True for experiments and runs, false for models.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="policy">Its content.</param>
    /// <param name="known">The stages of the registry; null for the default ones.</param>
    public static StoreProblem? Check(
        bool ofRuns, string name, NewRetentionPolicy policy, ModelStages? known = null)
    {
        if ((PolicyRules.CheckName("retention policy", name) ?? ModelRules.CheckDescription(policy.Description)
            ?? PolicyRules.CheckPerson("by", policy.By) ?? CheckScope(ofRuns, policy.Scope)) is { } problem)
            return problem;
        if (ofRuns && policy.Stages is not null) return Bad("'stages' is for models only; leave it out.");
        if (!ofRuns && policy.PurgeAfterDays is not null)
            return Bad("'purge_after_days' is for runs and experiments only; a deleted version can't be restored.");
        known ??= ModelStages.Default;
        if (policy.Stages?.Count > known.All.Count)
            return Bad("'stages' has more stages than there are; name each once.");
        return (policy.Stages ?? []).Select(known.Check).FirstOrDefault(unknown => unknown is not null)
            ?? CheckNumber("keep_days", policy.KeepDays, Limits.RetentionDaysMax)
            ?? CheckNumber("keep_last", policy.KeepLast, Limits.RetentionKeepLastMax)
            ?? CheckNumber("purge_after_days", policy.PurgeAfterDays, Limits.RetentionDaysMax);
    }

    public static StoreProblem? Check(NewHold hold) =>
        string.IsNullOrWhiteSpace(hold.Reason)
            ? StoreProblem.Invalid(ProblemCodes.InvalidRequest, "The hold has no reason; give one.")
            : ModelRules.CheckDescription(hold.Reason) ?? PolicyRules.CheckPerson("by", hold.By);

    /// <summary>Completes a policy that has no rules by those of the service.</summary>
    public static RetentionPolicy WithDefaults(bool ofRuns, RetentionPolicy policy) => policy switch
    {
        { KeepDays: null, KeepLast: null } when !ofRuns =>
            policy with { KeepDays = KeepDaysDefault, KeepLast = KeepLastDefault },
        { KeepDays: null, KeepLast: null, PurgeAfterDays: null } =>
            policy with { PurgeAfterDays = PurgeAfterDaysDefault },
        _ => policy,
    };

    private static StoreProblem? CheckScope(bool ofRuns, RetentionScope? scope)
    {
        if (scope?.ExperimentId is not null && !ofRuns)
            return Bad("scope.experiment_id is for runs and experiments only; leave it out.");
        return PolicyRules.CheckScopeName(scope?.Name);
    }

    private static StoreProblem? CheckNumber(string member, int? value, int max) =>
        value is null or >= 0 && !(value > max)
            ? null
            : Bad($"'{member}' is {value}; it must be from 0 to {max}.");

    private static StoreProblem Bad(string message) => StoreProblem.Invalid(ProblemCodes.InvalidPolicy, message);
}
