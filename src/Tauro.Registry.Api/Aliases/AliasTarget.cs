namespace Tauro.Registry.Api.Aliases;

/// <summary>Where an alias is to point.</summary>
internal sealed record AliasTarget
{
    public required int Version { get; init; }
}
