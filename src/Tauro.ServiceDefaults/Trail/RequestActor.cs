using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Trail;
using Tauro.ServiceDefaults.Access;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Access;
using Tauro.Stores.Trail;

namespace Tauro.ServiceDefaults.Trail;

/// <summary>
/// Makes the client of a request the actor of its changes, and the principal that the guards of the stores decide on.
/// The address is that of the first known proxy's client.
/// </summary>
internal static class RequestActor
{
    private const int UserAgentLengthMax = 256;

    public static void UseActor(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        CurrentActor.Value = Create(context);
        CurrentPrincipal.Set(
            context.Features.Get<Principal>() ?? Principal.None,
            context.GetEndpoint()?.Metadata.GetMetadata<EndpointAccess>()?.Requirement);
        await next(context);
    });

    private static TrailActor Create(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        var agent = context.Request.Headers.UserAgent.ToString();
        if (agent.Length > UserAgentLengthMax) agent = agent[..UserAgentLengthMax];
        var actor = new TrailActor(ActorKind.Client, address?.ToString(), agent.Length == 0 ? null : agent);
        return context.FindAccount() is not { } account
            ? actor
            : actor with
            {
                Name = account.Name, Account = new TrailAccount(account.Kind, account.Id, account.KeyId),
            };
    }
}
