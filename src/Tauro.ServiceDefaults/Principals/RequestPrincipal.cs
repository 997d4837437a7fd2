using Microsoft.AspNetCore.Http;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Reads the principal of a request.</summary>
public static class RequestPrincipal
{
    /// <summary>Returns the account of a request; null for none, and while no credentials are checked.</summary>
    public static Principal? FindAccount(this HttpContext context) =>
        context.Features.Get<Principal>() is { } principal && principal != Principal.Local ? principal : null;

    /// <summary>Returns the principal of a request that was authenticated.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is public, and the request has none.</exception>
    public static Principal GetPrincipal(this HttpContext context) => context.Features.Get<Principal>()
        ?? throw new InvalidOperationException("The request has no principal.");
}
