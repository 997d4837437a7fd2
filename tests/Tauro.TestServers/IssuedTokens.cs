using System.Net.Http.Headers;
using Tauro.Stores.Access;
using Tauro.Tokens;

namespace Tauro.TestServers;

/// <summary>Tokens without the scheme of the header.</summary>
public static class IssuedTokens
{
    /// <summary>Returns the token of the header that a process would send.</summary>
    public static string Issue(this TokenIssuer issuer, Principal principal, string service) =>
        AuthenticationHeaderValue.Parse(issuer.IssueHeader(principal, service)).Parameter!;
}
