using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tauro.Gateway.Issuers;

/// <summary>
/// Makes a subject of claims, such as <c>{repository}:{ref}</c>. A character between claims is percent-encoded within
/// them, so that different claims never make the same subject.
/// </summary>
internal sealed partial class SubjectTemplate
{
    private readonly IReadOnlyList<string> parts;
    private readonly string separators;

    /// <param name="parts">Literals at even places, and names of claims at odd ones.</param>
    private SubjectTemplate(IReadOnlyList<string> parts)
    {
        this.parts = parts;
        separators = parts.Count > 3 ? string.Concat(parts.Where((_, place) => place % 2 == 0)) + "%" : "";
    }

    /// <summary>Returns the template; null if it is not valid.</summary>
    public static SubjectTemplate? TryParse(string template)
    {
        var parts = Claim().Split(template);
        return parts.Length < 3
            || parts.Where((_, place) => place % 2 == 0).Any(literal => literal.IndexOfAny(['{', '}', '%']) >= 0)
            // Two claims without anything between them could not be distinguished.
            || parts.Skip(2).SkipLast(1).Where((_, place) => place % 2 == 0).Any(literal => literal.Length == 0)
            ? null
            : new SubjectTemplate(parts);
    }

    /// <summary>Returns the subject; null if a claim is missing, or is empty or no scalar.</summary>
    public string? Render(JsonElement claims)
    {
        var subject = new StringBuilder();
        for (var place = 0; place < parts.Count; place++)
            if (place % 2 == 0) subject.Append(parts[place]);
            else if (ClaimValues.Find(claims, parts[place]) is [{ Length: > 0 } value])
                foreach (var c in value) subject.Append(separators.Contains(c) ? Uri.HexEscape(c) : c);
            else return null;
        return subject.ToString();
    }

    [GeneratedRegex(@"\{([\w./:-]+)\}")]
    private static partial Regex Claim();
}
