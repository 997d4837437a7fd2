using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Tokens;

namespace Tauro.TestServers;

/// <summary>Signs tokens as the gateway does, for services that read the keys of a data folder.</summary>
public sealed class TestTokens
{
    private readonly TokenIssuer issuer;

    /// <param name="data">The data folder of the services.</param>
    /// <param name="process">The process that signs them.</param>
    public TestTokens(string data, string process = "gateway") => issuer = new TokenIssuer(
        process, new KeyFolder(Path.Combine(data, "keys"), TimeProvider.System), keyFile: null, TimeProvider.System,
        Entropy.System);

    /// <summary>The process itself.</summary>
    public Principal OfProcess => issuer.OwnPrincipal;

    /// <summary>Creates a user with a level on some types of resources.</summary>
    public static Principal User(AccessLevel level, params IEnumerable<ResourceType> types) => new(
        PrincipalKind.User, new AccountId($"{level}"), $"{level}", false,
        [.. types.Select(type => new Grant(type, Grant.All, level))]);

    /// <summary>Creates an administrator.</summary>
    public static Principal Admin(string id = "admin") =>
        new(PrincipalKind.User, new AccountId(id), id, true, []);

    /// <summary>Issues a token; for an account without a workspace, in <c>default</c>.</summary>
    public string Issue(Principal principal, string service) => issuer.Issue(
        principal.Kind == PrincipalKind.Service || principal.Workspace is not null
            ? principal
            : principal with { Workspace = WorkspaceName.Default },
        service);
}
