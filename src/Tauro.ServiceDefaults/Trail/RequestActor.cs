using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Trail;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Trail;

namespace Tauro.ServiceDefaults.Trail;

/// <summary>
/// Makes the client of a request the actor of its changes: the address is that of the first known proxy's client.
/// </summary>
internal static class RequestActor
{
    private const int UserAgentLengthMax = 256;

    public static void UseActor(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        CurrentActor.Value = Create(context);
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
