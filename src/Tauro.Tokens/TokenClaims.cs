using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Stores.Access;

namespace Tauro.Tokens;

/// <summary>The claims of a token.</summary>
internal static class TokenClaims
{
    public const string Id = JwtRegisteredClaimNames.Jti;

    /// <summary><c>user:{id}</c>, <c>sa:{id}</c>, or <c>service:{process}</c>.</summary>
    public const string Subject = JwtRegisteredClaimNames.Sub;

    public const string Name = JwtRegisteredClaimNames.Name;

    /// <summary>Whether it is an administrator; absent otherwise.</summary>
    public const string Admin = "adm";

    /// <summary>The grants, each as <c>type:pattern:level</c>.</summary>
    public const string Grants = "g";

    /// <summary>The scopes of the API key; absent when there is no limit.</summary>
    public const string Scopes = "scp";

    /// <summary>The id of the API key; absent for other credentials.</summary>
    public const string ApiKey = "key";

    /// <summary>The workspace of the request; a process of Tauro has none.</summary>
    public const string Workspace = "ws";

    /// <summary>The limits of the workspace, as JSON; absent for none.</summary>
    public const string Quotas = "q";

    private const string IssuerStart = "tauro-";

    private static readonly (PrincipalKind Kind, string Name)[] Kinds =
    [
        (PrincipalKind.User, "user"), (PrincipalKind.ServiceAccount, "sa"), (PrincipalKind.Service, "service"),
    ];

    public static string IssuerOf(string process) => IssuerStart + process;

    public static string SubjectOf(Principal principal) =>
        $"{Kinds.First(kind => kind.Kind == principal.Kind).Name}:{principal.Id}";

    public static (PrincipalKind Kind, string Id)? ParseSubject(string subject) =>
        subject.Split(':', 2) is [var name, { Length: > 0 } id] && Kinds.Any(kind => kind.Name == name)
            ? (Kinds.First(kind => kind.Name == name).Kind, id)
            : null;

    public static string Encode(Grant grant) => $"{grant.Type}:{grant.Pattern}:{grant.Level}";

    /// <summary>Reads the account of a token; null if a claim can't be read, as it may be a limit.</summary>
    public static Principal? ReadAccount(JsonWebToken token, (PrincipalKind Kind, string Id) subject)
    {
        if (!token.TryGetPayloadValue<string>(Name, out var name)
            || !token.TryGetPayloadValue<string[]>(Grants, out var grants)
            || !token.TryGetPayloadValue<string>(Workspace, out var workspace)) return null;
        var decoded = grants.Select(Decode).ToList();
        AccessScope[]? scopes = null;
        if (token.TryGetClaim(Scopes, out _) && !TryReadScopes(token, out scopes)) return null;
        WorkspaceQuotas? quotas = null;
        if (token.TryGetClaim(Quotas, out var limits) && (quotas = ReadQuotas(limits.Value)) is null) return null;
        return decoded.Contains(null)
            ? null
            : new Principal(
                subject.Kind, new AccountId(subject.Id), name,
                token.TryGetPayloadValue<bool>(Admin, out var isAdmin) && isAdmin,
                [.. decoded.OfType<Grant>()], scopes,
                token.TryGetPayloadValue<string>(ApiKey, out var keyId) ? new ApiKeyId(keyId) : null,
                new WorkspaceName(workspace), quotas);
    }

    public static string Encode(WorkspaceQuotas quotas) => JsonSerializer.Serialize(quotas, TauroJson.Options);

    private static bool TryReadScopes(JsonWebToken token, out AccessScope[] scopes)
    {
        scopes = [];
        if (!token.TryGetPayloadValue<string[]>(Scopes, out var names)
            || !names.All(name => Enum.TryParse<AccessScope>(name, out _))) return false;
        scopes = [.. names.Select(Enum.Parse<AccessScope>)];
        return true;
    }

    private static WorkspaceQuotas? ReadQuotas(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkspaceQuotas>(json, TauroJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Grant? Decode(string grant) =>
        grant.Split(':') is [var type, var pattern, var level]
        && Enum.TryParse<ResourceType>(type, out var parsedType) && Enum.TryParse<AccessLevel>(level, out var parsed)
            ? new Grant(parsedType, pattern, parsed)
            : null;
}
