using Tauro.Contracts.Access;
using Tauro.Contracts.Json;

namespace Tauro.Stores.Access;

/// <summary>What an operation requires of its principal.</summary>
/// <param name="Action">What it does.</param>
/// <param name="Type">The type of the resource that it does it with.</param>
/// <param name="Promotes">Whether it moves versions between stages.</param>
public sealed record AccessRequirement(AccessAction Action, ResourceType Type, bool Promotes = false)
{
    public override string ToString() => $"{ApiName.Get(Action)} {ApiName.Get(Type)}";
}
