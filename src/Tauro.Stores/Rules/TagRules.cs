using Tauro.Contracts;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend before it writes tags.</summary>
public static class TagRules
{
    /// <summary>Null when the tags are well-formed; a null value marks a tag to remove.</summary>
    public static StoreProblem? Check(IReadOnlyDictionary<string, string?>? tags, int valueLengthMax)
    {
        if (tags is null) return null;
        if (tags.Count > Limits.TagsMax)
            return Over($"{tags.Count} tags were given; the limit is {Limits.TagsMax}.");
        foreach (var (key, value) in tags)
        {
            if (string.IsNullOrWhiteSpace(key))
                return StoreProblem.Invalid(ProblemCodes.InvalidName, "A tag has a blank key; give it a name.");
            if (key.Length > Limits.KeyLengthMax)
                return Over($"A tag key has {key.Length} characters; the limit is {Limits.KeyLengthMax}.");
            if (NameRules.HasBadCharacter(key))
                return StoreProblem.Invalid(
                    ProblemCodes.InvalidName, "A tag key contains a control character or half a surrogate pair.");
            if (value?.Length > valueLengthMax)
                return Over($"The tag '{key}' has {value.Length} characters; the limit is {valueLengthMax}.");
        }

        return null;
    }

    /// <summary>Adds a note, or description, as a tag.</summary>
    public static IReadOnlyDictionary<string, string?>? WithNote(
        IReadOnlyDictionary<string, string?>? tags, string? note) =>
        note is null
            ? tags
            : new Dictionary<string, string?>(tags ?? new Dictionary<string, string?>()) { [TagNames.Note] = note };

    /// <summary>Returns the tags after a change, in ordinal order; a problem when there would be too many.</summary>
    public static StoreOutcome<IReadOnlyDictionary<string, string>> Apply(
        IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string?>? change) =>
        Apply(new SortedDictionary<string, string>(StringComparer.Ordinal), tags, change);

    /// <summary>Returns them in the order in which they were first set, as those of a run are.</summary>
    public static StoreOutcome<IReadOnlyDictionary<string, string>> ApplyInOrder(
        IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string?>? change) =>
        Apply(new OrderedDictionary<string, string>(StringComparer.Ordinal), tags, change);

    private static StoreOutcome<IReadOnlyDictionary<string, string>> Apply<TMap>(
        TMap merged, IReadOnlyDictionary<string, string> tags, IReadOnlyDictionary<string, string?>? change)
        where TMap : IDictionary<string, string>, IReadOnlyDictionary<string, string>
    {
        foreach (var (key, value) in tags) merged.Add(key, value);
        foreach (var (key, value) in change ?? new Dictionary<string, string?>())
        {
            if (value is null) merged.Remove(key);
            else ((IDictionary<string, string>)merged)[key] = value;
        }

        var count = ((IDictionary<string, string>)merged).Count;
        return count > Limits.TagsMax
            ? Over($"That would make {count} tags; the limit is {Limits.TagsMax}. Remove some first.")
            : StoreOutcome<IReadOnlyDictionary<string, string>>.Ok(merged);
    }

    /// <summary>Returns each tag that a change set, and, with a null value, each that it removed.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Changes(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
    [
        .. after.Where(tag => !before.TryGetValue(tag.Key, out var was) || was != tag.Value)
            .Select(tag => KeyValuePair.Create(tag.Key, (string?)tag.Value)),
        .. before.Where(tag => !after.ContainsKey(tag.Key)).Select(tag => KeyValuePair.Create(tag.Key, (string?)null)),
    ];

    /// <summary>Whether a change left the tags as they were.</summary>
    public static bool AreSame(
        IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count
        && left.All(tag => right.TryGetValue(tag.Key, out var value) && value == tag.Value);

    private static StoreProblem Over(string message) => StoreProblem.Invalid(ProblemCodes.LimitExceeded, message);
}
