using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Reads a bearer token.</summary>
public static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <summary>Returns the token of the header <c>Authorization</c>; null for none.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.Authorization is [{ } value]
        && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;
}
