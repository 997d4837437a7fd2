using Tauro.Contracts;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend on names and other strings.</summary>
public static class NameRules
{
    /// <summary>
    /// Whether a value has control characters, which break logs and file formats, or half a surrogate pair, which has
    /// no UTF-8 form.
    /// </summary>
    public static bool HasBadCharacter(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsControl(value[i])) return true;
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1])) return true;
            i++;
        }

        return false;
    }

    /// <summary>Checks a name that people choose: not blank, not too long, without control characters.</summary>
    public static StoreProblem? CheckName(string what, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return StoreProblem.Invalid(ProblemCodes.InvalidName, $"The {what} name is blank; give it a name.");
        if (name.Length > Limits.NameLengthMax)
        {
            return StoreProblem.Invalid(
                ProblemCodes.LimitExceeded,
                $"The {what} name has {name.Length} characters; the limit is {Limits.NameLengthMax}.");
        }

        return HasBadCharacter(name)
            ? StoreProblem.Invalid(
                ProblemCodes.InvalidName, $"The {what} name contains a control character or half a surrogate pair.")
            : null;
    }

    /// <summary>
    /// Returns a client's value as a message may quote it: shortened, and without characters that control a terminal.
    /// </summary>
    public static string Excerpt(string value) =>
        new([.. value.Take(100).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
