using System.IO.Enumeration;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;

namespace Tauro.Stores.Policies;

/// <summary>Matches models, tags and paths with the patterns of policies.</summary>
internal static class PolicyScopes
{
    public static bool Includes(PolicyScope scope, RegisteredModel model) =>
        (scope.Name is null || MatchesGlob(scope.Name, model.Name))
        && (scope.Tag is null || HasTag(model.Tags, scope.Tag));

    /// <summary>Whether there is a tag <c>key=value</c>, or <c>key</c> with any value.</summary>
    public static bool HasTag(IReadOnlyDictionary<string, string> tags, string condition)
    {
        var equals = condition.IndexOf('=');
        return equals < 0
            ? tags.ContainsKey(condition)
            : tags.TryGetValue(condition[..equals], out var value) && value == condition[(equals + 1)..];
    }

    // A backslash is an escape character in these expressions, but not in globs.
    public static bool MatchesGlob(string glob, string value) =>
        FileSystemName.MatchesSimpleExpression(glob.Replace("\\", @"\\"), value, ignoreCase: false);
}
