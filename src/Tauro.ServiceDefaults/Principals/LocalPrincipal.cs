using Microsoft.AspNetCore.Http;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Takes every request as that of the local administrator, while no credentials are checked.</summary>
internal sealed class LocalPrincipal : IPrincipalSource
{
    private static readonly PrincipalResult Local = Principal.Local;

    public ValueTask<PrincipalResult> Find(HttpContext context) => ValueTask.FromResult(Local);
}
