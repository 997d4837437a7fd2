namespace Tauro.Contracts.Access;

/// <summary>A level of access to all resources of a type.</summary>
/// <param name="Type">The type of the resources.</param>
/// <param name="Pattern">The resources; only <c>*</c>, which is all of the type.</param>
/// <param name="Level">The level.</param>
public sealed record Grant(ResourceType Type, string Pattern, AccessLevel Level)
{
    /// <summary>The pattern of all resources.</summary>
    public const string All = "*";

    public override string ToString() => $"{Level} on {Type} {Pattern}";
}
