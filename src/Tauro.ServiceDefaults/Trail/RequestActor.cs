using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Trail;
using Tauro.ServiceDefaults.Access;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Requests;
using Tauro.Stores.Access;
using Tauro.Stores.Trail;

namespace Tauro.ServiceDefaults.Trail;

/// <summary>
/// Makes the client of a request the actor of its changes, and the principal that the guards of the stores decide on.
/// The address is that of the first known proxy's client.
/// </summary>
public static class RequestActor
{
    private const int UserAgentLengthMax = 200;

    internal static void UseActor(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var account = context.FindAccount();
        CurrentActor.Value = Create(context, account);
        CurrentPrincipal.Set(
            context.Features.Get<Principal>() ?? Principal.None,
            context.GetEndpoint()?.Metadata.GetMetadata<EndpointAccess>()?.Requirement,
            account is null ? null : CreateNote(context));
        await next(context);
    });

    /// <summary>Creates a note that the response reports to the gateway in headers.</summary>
    private static RequestNote CreateNote(HttpContext context)
    {
        var note = new RequestNote();
        context.Response.OnStarting(() =>
        {
            var response = context.Response;
            if (note.HiddenBecause is { } reason && response.StatusCode >= StatusCodes.Status400BadRequest
                && !response.Headers.ContainsKey(RefusalHeader.Name))
                RefusalHeader.Set(context, reason);
            PointsHeader.Set(response.Headers, note.Points);
            return Task.CompletedTask;
        });
        return note;
    }

    /// <summary>Returns the client of a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">Its account; null for none.</param>
    public static TrailActor Create(HttpContext context, Principal? account)
    {
        var address = context.Connection.RemoteIpAddress;
        if (address is { IsIPv4MappedToIPv6: true }) address = address.MapToIPv4();
        var agent = context.Request.Headers.UserAgent.ToString();
        if (agent.Length > UserAgentLengthMax) agent = agent[..UserAgentLengthMax];
        var actor = new TrailActor(ActorKind.Client, address?.ToString(), agent.Length == 0 ? null : agent);
        return account is null
            ? actor
            : actor with
            {
                Name = account.Name, Account = new TrailAccount(account.Kind, account.Id, account.KeyId),
            };
    }
}
