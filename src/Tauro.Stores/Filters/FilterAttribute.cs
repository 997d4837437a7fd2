namespace Tauro.Stores.Filters;

/// <summary>An attribute that can be searched on.</summary>
/// <param name="Name">Its canonical name, which a <see cref="Field"/> carries.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Aliases">Other names that clients use.</param>
/// <param name="Canonical">
/// Turns a literal into the text that the attribute's values have: FINISHED is COMPLETED. Null leaves it as it is.
/// </param>
public sealed record FilterAttribute(
    string Name, AttributeType Type, IReadOnlyList<string> Aliases, Func<string, string>? Canonical = null);
