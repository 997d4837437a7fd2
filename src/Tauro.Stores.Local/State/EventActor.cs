using Tauro.Contracts.Access;
using Tauro.Contracts.Trail;

namespace Tauro.Stores.Local.State;

/// <summary>
/// Who made a change, in the form of the CloudEvents extension for the authentication context:
/// https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/authcontext.md
/// </summary>
internal static class EventActor
{
    /// <summary>Returns the attribute <c>authtype</c>; null while no credentials are checked.</summary>
    public static string? GetType(TrailActor actor) => actor switch
    {
        { Account.KeyId: not null } => "api_key",
        { Account.Type: PrincipalKind.User } => "user",
        { Account.Type: PrincipalKind.ServiceAccount } => "service_account",
        { Account: not null } or { Kind: ActorKind.System } => "system",
        _ => null,
    };

    /// <summary>Returns the attribute <c>authid</c>: the API key, the account, or the queue or job.</summary>
    public static string? GetId(TrailActor actor) => actor switch
    {
        { Account: { } account } => account.KeyId?.Value ?? account.Id,
        { Kind: ActorKind.System } => actor.Name,
        _ => null,
    };
}
