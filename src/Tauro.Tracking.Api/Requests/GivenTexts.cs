using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.Tracking.Api.Requests;

/// <summary>What the serializer does not check: that maps and lists of texts hold no null.</summary>
internal static class GivenTexts
{
    /// <summary>The first null value as a problem; null when there is none.</summary>
    public static StoreProblem? NullIn(IReadOnlyDictionary<string, string>? map, string member)
    {
        if (map is null) return null;
        foreach (var (key, value) in map)
            if (value is null)
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidRequest, $"The value of '{key}' in {member} is null; give it a text.");
        return null;
    }

    /// <summary>A problem when the list holds a null.</summary>
    public static StoreProblem? NullIn(IReadOnlyList<string>? list, string member) =>
        list is not null && list.Contains(null!)
            ? StoreProblem.Invalid(ProblemCodes.InvalidRequest, $"{member} holds a null; leave it out.")
            : null;
}
