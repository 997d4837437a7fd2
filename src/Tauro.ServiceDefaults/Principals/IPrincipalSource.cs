using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Finds the principal of a request by its credentials.</summary>
public interface IPrincipalSource
{
    /// <summary>Checks the credentials of a request.</summary>
    ValueTask<PrincipalResult> Find(HttpContext context);
}
