using Tauro.Contracts;

namespace Tauro.Stores.Rules;

/// <summary>What every backend checks of names and texts.</summary>
public static class TextRules
{
    /// <summary>Control characters break logs and file formats, half a surrogate pair has no UTF-8 form.</summary>
    public static bool HasBadCharacter(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i])) return true;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }

    /// <summary>A name that people choose: not blank, not too long, free of control characters.</summary>
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
                ProblemCodes.InvalidName, $"The {what} name holds a control character or half a surrogate pair.")
            : null;
    }

    /// <summary>
    /// A client's text as a message may quote it: short, and nothing that a log or terminal would obey.
    /// </summary>
    public static string Shown(string text) =>
        new([.. text.Take(100).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
}
