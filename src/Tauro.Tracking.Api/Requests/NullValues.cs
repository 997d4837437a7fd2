using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.Tracking.Api.Requests;

/// <summary>Checks maps and lists of strings for nulls, which the serializer does not.</summary>
internal static class NullValues
{
    /// <summary>Returns a problem for the first null value; null when there is none.</summary>
    public static StoreProblem? Find(IReadOnlyDictionary<string, string>? map, string member)
    {
        if (map is null) return null;
        foreach (var (key, value) in map)
            if (value is null)
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidRequest, $"The value of '{key}' in {member} is null; send a string.");
        return null;
    }

    /// <summary>Returns a problem when the list contains a null; null when it does not.</summary>
    public static StoreProblem? Find(IReadOnlyList<string>? list, string member) =>
        list is not null && list.Contains(null!)
            ? StoreProblem.Invalid(ProblemCodes.InvalidRequest, $"{member} contains a null; leave it out.")
            : null;
}
