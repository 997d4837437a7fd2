namespace Tauro.Contracts.Access;

/// <summary>A level of access to all resources of a type, or to a single one.</summary>
/// <param name="Type">The type of the resources.</param>
/// <param name="Pattern">
/// <c>*</c> for all resources of the type, or the id of an experiment or a registered model.
/// </param>
/// <param name="Level">The level.</param>
public sealed record Grant(ResourceType Type, string Pattern, AccessLevel Level)
{
    /// <summary>The pattern of all resources.</summary>
    public const string All = "*";

    public override string ToString() => $"{Level} on {Type} {Pattern}";
}
