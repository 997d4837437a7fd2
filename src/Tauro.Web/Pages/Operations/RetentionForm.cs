using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Retention;
using Tauro.Web.Api;
using Tauro.Web.Parts;

namespace Tauro.Web.Pages.Operations;

/// <summary>The fields of a retention policy, in a form or in an address.</summary>
internal static class RetentionForm
{
    public const string Name = "name";
    public const string ScopeName = "scope_name";
    public const string Experiment = "experiment_id";
    public const string KeepDays = "keep_days";
    public const string KeepLast = "keep_last";
    public const string Stages = "stages";
    public const string PurgeAfterDays = "purge_after_days";
    public const string Description = "description";

    private static readonly string[] Fields =
        [Name, ScopeName, Experiment, KeepDays, KeepLast, Stages, PurgeAfterDays, Description];

    /// <summary>Whether nothing is entered.</summary>
    /// <param name="read">Returns a field; null if it is empty.</param>
    public static bool IsEmpty(Func<string, string?> read) => Fields.All(field => read(field) is null);

    /// <summary>Reads a policy, which needs a name.</summary>
    /// <param name="read">Returns a field; null if it is empty.</param>
    /// <param name="by">Who sets it.</param>
    public static ApiResult<NewRetentionPolicy> Read(Func<string, string?> read, string? by)
    {
        Problem? problem = null;
        var policy = new NewRetentionPolicy
        {
            Scope = read(ScopeName) is null && read(Experiment) is null
                ? null
                : new RetentionScope(read(ScopeName), read(Experiment) is { } id ? new ExperimentId(id) : null),
            Description = read(Description),
            KeepDays = Number(KeepDays), KeepLast = Number(KeepLast), PurgeAfterDays = Number(PurgeAfterDays),
            Stages = read(Stages) is { } stages ? [.. List(stages).Select(Stage).OfType<ModelStage>()] : null,
            By = by,
        };
        if (read(Name) is null) problem ??= Refusal.Because("Enter a name for the policy.");
        return problem is null ? new(policy, null) : new(null, problem);

        int? Number(string field)
        {
            if (read(field) is not { } value) return null;
            if (int.TryParse(value, out var number)) return number;
            problem ??= Refusal.Because($"{field} is '{Format.Start(value)}'; enter an integer.");
            return null;
        }

        ModelStage? Stage(string name)
        {
            if (ModelStage.TryParse(name, null, out var stage)) return stage;
            problem ??= Refusal.Because($"'{Format.Start(name)}' is not the name of a stage.");
            return null;
        }
    }

    /// <summary>Returns the address at which the form has the content of a policy.</summary>
    public static string GetLink(string store, RetentionPolicy policy) => "retention" + QueryString.Create(
        new KeyValuePair<string, string?>[]
        {
            new("service", store), new(Name, policy.Name), new(ScopeName, policy.Scope.Name),
            new(Experiment, policy.Scope.ExperimentId?.Value), new(KeepDays, $"{policy.KeepDays}"),
            new(KeepLast, $"{policy.KeepLast}"), new(PurgeAfterDays, $"{policy.PurgeAfterDays}"),
            new(Stages, string.Join(", ", policy.Stages ?? [])), new(Description, policy.Description),
        }.Where(pair => !string.IsNullOrEmpty(pair.Value)));

    private static string[] List(string value) =>
        value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
