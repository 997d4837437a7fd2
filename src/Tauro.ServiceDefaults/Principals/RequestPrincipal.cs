using Microsoft.AspNetCore.Http;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Reads the principal of a request.</summary>
public static class RequestPrincipal
{
    /// <summary>Returns the principal of a request that was authenticated.</summary>
    /// <exception cref="InvalidOperationException">The endpoint is public, and the request has none.</exception>
    public static Principal GetPrincipal(this HttpContext context) => context.Features.Get<Principal>()
        ?? throw new InvalidOperationException("The request has no principal.");
}
