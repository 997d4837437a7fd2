using System.Net;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Gateway.Backends;
using Tauro.Gateway.Routing;
using Tauro.Stores.Identity;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Asks the identity service for the account of a verified token of another issuer, which it may create, and whose
/// roles by group rules it sets.
/// </summary>
internal sealed class ExternalAccounts(Backend backend, IdentityFeed feed)
{
    /// <summary>Returns the account, when the copy of the accounts has it; or why there is none.</summary>
    /// <exception cref="HttpRequestException">The identity service does not respond.</exception>
    /// <exception cref="OperationCanceledException">It does not respond in time.</exception>
    public async Task<(AccountId AccountId, string? Refusal)> SignIn(ExternalSignIn signIn, CancellationToken cancel)
    {
        using var content = JsonContent.Create(signIn, options: TauroJson.Options);
        using var response = await backend.Post(RouteTable.Identity, "/internal/identity/sign-ins", cancel, content);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            var problem = await response.Content.ReadFromJsonAsync<Refused>(TauroJson.Options, cancel);
            return (default, problem?.Detail ?? "The identity service refuses it.");
        }

        response.EnsureSuccessStatusCode();
        var found = (await response.Content.ReadFromJsonAsync<ExternalAccount>(TauroJson.Options, cancel))!;
        await feed.WaitFor(found.Version, cancel);
        return (found.AccountId, null);
    }

    private sealed record Refused(string? Detail);
}
