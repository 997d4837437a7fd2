using System.Text;
using Tauro.Stores;

namespace Tauro.Gateway.OpenId;

/// <summary>Section <c>Oidc</c>.</summary>
internal sealed class OidcOptions
{
    public const string Section = "Oidc";

    private const int SecretLengthMin = 16;
    private const string HttpsRemedy = "Set the https address of the provider, such as https://login.example.com/realm";

    /// <summary>
    /// The address of the provider, below which it has <c>.well-known/openid-configuration</c>. Empty for no sign-in by
    /// OpenID Connect.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>The id under which the provider knows Tauro. Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>
    /// A file with the client secret, of at least 16 random characters. Required. Each gateway has the same: it also
    /// protects a sign-in that is under way.
    /// </summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>The scopes to ask for, separated by spaces.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>The claim of the ID token with the groups of a user, for group rules.</summary>
    public string GroupsClaim { get; set; } = "groups";

    /// <summary>The claim of the ID token from which the name of a new account is made.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The name of the provider on the page to sign in.</summary>
    public string DisplayName { get; set; } = "single sign-on";

    /// <summary>Whether users can sign in by OpenID Connect.</summary>
    public bool IsOn =>
        Authority is { Length: > 0 } || ClientId is { Length: > 0 } || ClientSecretFile is { Length: > 0 };

    /// <summary>Whether the provider is on this machine, and may be called without TLS.</summary>
    public bool IsLoopback => Uri.TryCreate(Authority, UriKind.Absolute, out var uri) && uri.IsLoopback;

    /// <exception cref="SettingException">A setting is missing or invalid.</exception>
    public void Check()
    {
        if (!IsOn) return;
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var uri)
            || uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback)
            throw new SettingException($"{Section}:{nameof(Authority)}", Authority, $"{HttpsRemedy}.");
        if (string.IsNullOrEmpty(ClientId))
            throw new SettingException(
                $"{Section}:{nameof(ClientId)}", ClientId, "Set the id under which the provider knows Tauro.");
        if (!Scopes.Split(' ').Contains("openid"))
            throw new SettingException($"{Section}:{nameof(Scopes)}", Scopes, "Add the scope openid.");
        foreach (var (key, value) in new[]
            { (nameof(GroupsClaim), GroupsClaim), (nameof(NameClaim), NameClaim), (nameof(DisplayName), DisplayName) })
            if (value.Length == 0)
                throw new SettingException($"{Section}:{key}", value, "Set a name, or leave it out for the default.");
        ReadSecret();
    }

    /// <summary>Reads the client secret.</summary>
    /// <exception cref="SettingException">It can't be read, or is too short.</exception>
    public string ReadSecret()
    {
        const string Key = $"{Section}:{nameof(ClientSecretFile)}";
        if (string.IsNullOrEmpty(ClientSecretFile))
            throw new SettingException(Key, ClientSecretFile, "Set the path of a file with the client secret.");
        try
        {
            var secret = File.ReadAllText(ClientSecretFile, Encoding.UTF8).Trim();
            return secret.Length >= SecretLengthMin
                ? secret
                : throw new SettingException(
                    Key, ClientSecretFile,
                    $"The secret in it has {secret.Length} characters; create one of at least {SecretLengthMin}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(Key, ClientSecretFile, $"It can't be read: {e.Message}");
        }
    }
}
