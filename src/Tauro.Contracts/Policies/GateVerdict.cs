namespace Tauro.Contracts.Policies;

/// <summary>The verdict of all policies of a gate on a model version at one moment.</summary>
/// <param name="Gate">The change that they decide about.</param>
/// <param name="Digest">The digest of the version's files, to which checks and approvals are pinned.</param>
/// <param name="IsAllowed">Whether every rule has passed. An override does not change this.</param>
/// <param name="Policies">The policies that apply, in the order of their names.</param>
/// <param name="Override">The override with which the change was made although it is not allowed.</param>
public sealed record GateVerdict(
    PolicyGate Gate,
    string Digest,
    bool IsAllowed,
    IReadOnlyList<PolicyVerdict> Policies,
    PolicyOverride? Override = null);

/// <summary>The verdict of one policy.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Version">Its version.</param>
/// <param name="Status">The worst status of its rules.</param>
/// <param name="Rules">A verdict for each rule, in the policy's order.</param>
public sealed record PolicyVerdict(string Name, int Version, RuleStatus Status, IReadOnlyList<RuleVerdict> Rules);

/// <summary>The verdict of one rule.</summary>
/// <param name="Type">The kind of rule.</param>
/// <param name="Status">Whether it passes.</param>
/// <param name="Message">The value that was found and, unless it passes, the remedy.</param>
public sealed record RuleVerdict(PolicyRuleType Type, RuleStatus Status, string Message);

/// <summary>The result of a rule.</summary>
public enum RuleStatus
{
    /// <summary>It passes.</summary>
    Passed,

    /// <summary>It passes later, when a check, an approval, a status or the time has come.</summary>
    Waiting,

    /// <summary>It does not pass, and waiting does not help.</summary>
    Failed,
}
