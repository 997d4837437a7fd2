using System.Text.RegularExpressions;
using Tauro.Contracts;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;

namespace Tauro.Stores.Rules;

/// <summary>The checks on workspaces. Those on names are MLflow's.</summary>
public static partial class WorkspaceRules
{
    // The greatest integer that JSON's readers keep exactly.
    private const long QuotaMax = (1L << 53) - 1;

    // They would be ambiguous in paths.
    private static readonly HashSet<string> Reserved =
        new(StringComparer.Ordinal) { "default", "workspaces", "api", "ajax-api", "static-files" };

    /// <summary>Whether a value can be the name of a workspace.</summary>
    public static bool IsName(string value) => Syntax().IsMatch(value);

    /// <summary>Checks the name of a workspace to create.</summary>
    public static StoreProblem? CheckNew(WorkspaceName name) => Reserved.Contains(name)
        ? StoreProblem.Invalid(
            ProblemCodes.InvalidName, $"The workspace name '{name}' is reserved; choose another name.")
        : Check(name);

    /// <summary>Checks the syntax of a name.</summary>
    public static StoreProblem? Check(string name) => IsName(name)
        ? null
        : StoreProblem.Invalid(
            ProblemCodes.InvalidName,
            $"The workspace name '{NameRules.Excerpt(name)}' is not valid; use 2 to 63 lower-case letters, digits and "
            + "hyphens, with a letter or digit at both ends.");

    /// <summary>Checks limits; null for none.</summary>
    public static StoreProblem? Check(WorkspaceQuotas? quotas) => quotas is null
        ? null
        : CheckQuota("runs_max", quotas.RunsMax, 0)
            ?? CheckQuota("experiment_bytes_max", quotas.ExperimentBytesMax, 0)
            ?? CheckQuota("models_max", quotas.ModelsMax, 0)
            ?? CheckQuota("model_bytes_max", quotas.ModelBytesMax, 0)
            ?? CheckQuota("requests_per_second", quotas.RequestsPerSecond, 1)
            ?? CheckQuota("points_per_second", quotas.PointsPerSecond, 1)
            ?? CheckQuota("concurrent_writes", quotas.ConcurrentWrites, 1);

    private static StoreProblem? CheckQuota(string name, long? value, long min) => value < min || value > QuotaMax
        ? StoreProblem.Invalid(
            ProblemCodes.InvalidRequest,
            $"The quota '{name}' is {value}; use {min} to {QuotaMax}, or leave it out for no limit.")
        : null;

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Syntax();
}
