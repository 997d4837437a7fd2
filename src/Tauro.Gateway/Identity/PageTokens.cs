using Tauro.Gateway.Routing;
using Tauro.Stores.Access;
using Tauro.Tokens;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Verifies the tokens that the gateway sent to the pages, and that these send back to read the API as their reader.
/// </summary>
internal sealed class PageTokens(KeyFolder keys, TimeProvider time)
{
    private readonly TokenVerifier verifier = new(RouteTable.Web, keys, time);

    /// <summary>
    /// Returns the reader as the gateway knows them now; null if the token is not valid, or the account or the API key
    /// is not any more.
    /// </summary>
    public async ValueTask<Principal?> Verify(string token, AccessModel model) =>
        await verifier.Verify(token) is { } reader ? model.FindAgain(reader, time.GetUtcNow()) : null;
}
