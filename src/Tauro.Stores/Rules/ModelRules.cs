using Tauro.Contracts;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend before it writes a registered model. Null means well-formed.</summary>
public static class ModelRules
{
    public static StoreProblem? Check(NewModel model) =>
        CheckName(model.Name)
        ?? CheckDescription(model.Description)
        ?? TagRules.Check(model.Tags!, Limits.ModelTagValueLengthMax);

    public static StoreProblem? Check(ModelChange change) =>
        (change.Name is { } name ? CheckName(name) : null)
        ?? CheckDescription(change.Description)
        ?? TagRules.Check(change.Tags, Limits.ModelTagValueLengthMax);

    /// <summary>Whether its tags mark a model as a prompt, as in MLflow.</summary>
    public static bool IsPrompt(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(TagNames.IsPrompt, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    public static StoreProblem? CheckName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return Bad("The model name is blank; give it a name.");
        if (name.Length > Limits.NameLengthMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The model name has {name.Length} characters; the limit is {Limits.NameLengthMax}.");
        if (name is "." or "..") return Bad($"A model can't be named '{name}'.");
        if (NameRules.HasBadCharacter(name))
            return Bad("The model name contains a control character or half a surrogate pair.");
        // A URL segment may arrive decoded or not, so a name that decoding changes would be two names.
        if (Uri.UnescapeDataString(name) != name)
            return Bad("The model name contains a percent-encoded character; send the name decoded.");
        return name.AsSpan().IndexOfAny('/', ':') is var at and >= 0
            ? Bad($"The model name contains '{name[at]}'; '/' and ':' separate name and version; use another one.")
            : null;
    }

    public static StoreProblem? CheckAlias(string? alias)
    {
        if (string.IsNullOrEmpty(alias)) return Bad("The alias is empty; give it a name.");
        if (alias.Length > Limits.AliasLengthMax)
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The alias has {alias.Length} characters; the limit is {Limits.AliasLengthMax}.");
        if (!alias.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            return Bad("An alias may contain only the letters a-z and A-Z, digits, '_' and '-'.");
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase))
            return Bad("'latest' always means the newest version; choose another alias.");
        return alias is ['v' or 'V', _, ..] && alias.Skip(1).All(char.IsAsciiDigit)
            ? Bad($"'{alias}' looks like a version number; choose another alias.")
            : null;
    }

    public static StoreProblem? CheckDescription(string? description) =>
        description?.Length > Limits.DescriptionLengthMax
            ? StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The description has {description.Length} characters; the limit is {Limits.DescriptionLengthMax}.")
            : null;

    private static StoreProblem Bad(string message) => StoreProblem.Invalid(ProblemCodes.InvalidName, message);
}
