namespace Tauro.Stores.Filters;

/// <summary>An attribute that can be searched on.</summary>
/// <param name="Name">Its name in messages.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Aliases">Other names that clients use.</param>
/// <param name="Canonical">
/// Converts a literal to the spelling of the attribute's values: FINISHED to COMPLETED. Null leaves it unchanged.
/// </param>
public sealed record FilterAttribute(
    string Name, AttributeType Type, IReadOnlyList<string> Aliases, Func<string, string>? Canonical = null)
{
    /// <summary>Its canonical name, which a <see cref="Field"/> carries; by default <see cref="Name"/>.</summary>
    public string Key { get; init; } = Name;
}
