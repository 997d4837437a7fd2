using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tauro.Gateway.OpenId;
using Tauro.Stores.Rules;

namespace Tauro.Gateway.Issuers;

/// <summary>Verifies the tokens of an issuer.</summary>
internal sealed partial class TrustedIssuer(JwtIssuer settings, TimeProvider time) : IDisposable
{
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = IssuerTokens.LengthMax };

    private readonly IssuerKeys keys = new(settings, time);
    private readonly SubjectTemplate template = SubjectTemplate.TryParse(settings.Subject)!;
    private readonly FrozenSet<string> namespaces = settings.NamespaceList.ToFrozenSet(StringComparer.Ordinal);

    public string Name => settings.Issuer;

    /// <summary>Whether a subject without an account gets one.</summary>
    public bool Provisions => settings.Provision;

    /// <summary>Whether a namespace of Kubernetes is admitted.</summary>
    public bool Admits(string name) => namespaces.Contains(name);

    /// <exception cref="IssuerUnavailableException">No keys could be read yet.</exception>
    public async ValueTask<IssuerResult> Verify(JsonWebToken jwt, CancellationToken cancel)
    {
        if (!settings.AlgorithmList.Contains(jwt.Alg))
            return Refuse(
                $"is signed with {NameRules.Excerpt(jwt.Alg ?? "")}, and only {settings.Algorithms} are accepted");
        var result = await Handler.ValidateTokenAsync(
            jwt, CreateParameters(await keys.Find(jwt.Kid, cancel)));
        if (!result.IsValid)
            return Refuse(result.Exception switch
            {
                SecurityTokenInvalidAudienceException => $"is not for the audience '{settings.Audience}'",
                SecurityTokenInvalidLifetimeException => "has expired, or is not valid yet",
                _ => "is not signed with a key of the issuer",
            });
        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(jwt.EncodedPayload));
        return Read(jwt, payload.RootElement);
    }

    public void Dispose() => keys.Dispose();

    private TokenValidationParameters CreateParameters(IReadOnlyList<SecurityKey> candidates) => new()
    {
        ValidIssuer = settings.Issuer,
        ValidAudience = settings.Audience,
        ValidAlgorithms = settings.AlgorithmList,
        IssuerSigningKeys = candidates,
        RequireExpirationTime = true,
        LifetimeValidator = (begins, expires, _, _) => expires is { } end && end > Now - OpenIdSetup.Skew
            && !(begins > Now + OpenIdSetup.Skew),
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private IssuerResult Read(JsonWebToken jwt, JsonElement claims)
    {
        foreach (var (claim, value) in settings.Conditions)
            if (!ClaimValues.Has(claims, claim, value))
                return Refuse($"does not have '{NameRules.Excerpt(value)}' as its claim {NameRules.Excerpt(claim)}");
        if (template.Render(claims) is not { } subject)
            return Refuse($"does not have the claims of the subject, {settings.Subject}");
        var account = ServiceAccount().Match(subject);
        if (settings.Kubernetes && !account.Success) return Refuse("is not that of a service account of Kubernetes");
        return new IssuerResult(
            new IssuerToken(
                this, subject,
                settings.Kubernetes ? $"{account.Groups[1].Value}/{account.Groups[2].Value}" : subject,
                settings.Kubernetes ? account.Groups[1].Value : null,
                settings.GroupsClaim is { Length: > 0 } groups ? ClaimValues.Find(claims, groups) : null,
                new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero)),
            null);
    }

    private IssuerResult Refuse(string reason) =>
        IssuerResult.Refused($"The token of {NameRules.Excerpt(settings.Issuer)} {reason}. Send another one.");

    [GeneratedRegex(@"\Asystem:serviceaccount:([a-z0-9-]+):([a-z0-9.-]+)\z")]
    private static partial Regex ServiceAccount();
}
