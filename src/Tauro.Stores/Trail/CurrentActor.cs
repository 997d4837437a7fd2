using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Trail;

namespace Tauro.Stores.Trail;

/// <summary>
/// Who makes the changes of the current request or job. A store records it with each change. It flows with the
/// execution context: set it in an async method, and it is valid until that method returns.
/// </summary>
public static class CurrentActor
{
    private static readonly TrailActor Service = new(ActorKind.System);
    private static readonly AsyncLocal<TrailActor?> Current = new();

    /// <summary>The actor; the service itself when none was set.</summary>
    public static TrailActor Value
    {
        get => Current.Value ?? Service;
        set => Current.Value = value;
    }

    /// <summary>The account that owns what the actor creates; null for the service, and for one without credentials.
    /// </summary>
    public static AccountId? Owner =>
        Value.Account is { Type: not PrincipalKind.Service } account ? account.Id : null;

    /// <summary>Makes a part of the service the actor.</summary>
    /// <param name="name">The name of the queue or job.</param>
    public static void SetSystem(string name) => Value = new TrailActor(ActorKind.System, Name: name);
}
