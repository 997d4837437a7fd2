using Tauro.Gateway.OpenId;
using Tauro.Stores;

namespace Tauro.Gateway.Issuers;

/// <summary>An issuer of tokens that programs send.</summary>
internal sealed class JwtIssuer
{
    public const string Sub = "{sub}";

    private const string ClusterKeys = "https://kubernetes.default.svc/openid/v1/jwks";
    private const string ClusterFolder = "/var/run/secrets/kubernetes.io/serviceaccount/";

    /// <summary>The claim <c>iss</c>. Required.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The claim <c>aud</c>, by which the issuer says that a token is for Tauro. Required.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The https address of the public keys.</summary>
    public string? JwksUri { get; set; }

    /// <summary>A file with the public keys, instead of the address.</summary>
    public string? JwksFile { get; set; }

    /// <summary>A file with a bearer token for the address of the keys.</summary>
    public string? JwksTokenFile { get; set; }

    /// <summary>A PEM file with the certificates that the server of the keys may be signed by.</summary>
    public string? JwksCaFile { get; set; }

    /// <summary>The algorithms of signatures that are accepted, separated by commas.</summary>
    public string Algorithms { get; set; } = "RS256,ES256";

    /// <summary>The subject of external logins, made of claims.</summary>
    public string Subject { get; set; } = Sub;

    /// <summary>The claim with groups, for group rules; empty for none.</summary>
    public string? GroupsClaim { get; set; }

    /// <summary>Claims with the values that they must have; a value may end in <c>*</c>.</summary>
    public IDictionary<string, string> Conditions { get; set; } = new Dictionary<string, string>();

    /// <summary>Whether it is a cluster of Kubernetes, whose tokens are for service accounts.</summary>
    public bool Kubernetes { get; set; }

    /// <summary>The namespaces of Kubernetes that are admitted, separated by commas; empty for none.</summary>
    public string? Namespaces { get; set; }

    /// <summary>Whether a subject without an account gets a service account without grants.</summary>
    public bool Provision { get; set; }

    public IReadOnlyList<string> AlgorithmList => Split(Algorithms);

    public IReadOnlyList<string> NamespaceList => Split(Namespaces);

    /// <summary>The file or the address of the keys; for Kubernetes, by default that of the cluster.</summary>
    public string KeySource => JwksFile ?? JwksUri ?? (Kubernetes ? ClusterKeys : "");

    /// <summary>The token for the keys; in a cluster of Kubernetes, by default that of the pod.</summary>
    public string? KeyToken => JwksTokenFile ?? (IsCluster ? ClusterFolder + "token" : null);

    /// <summary>The certificates for the keys; in a cluster of Kubernetes, by default those of the cluster.</summary>
    public string? KeyCertificates => JwksCaFile ?? (IsCluster ? ClusterFolder + "ca.crt" : null);

    private bool IsCluster => KeySource == ClusterKeys;

    /// <param name="key">The key of its settings.</param>
    /// <exception cref="SettingException">A setting is missing or invalid.</exception>
    public void Check(string key)
    {
        Require(Issuer.Length > 0, nameof(Issuer), Issuer, "Set the claim iss of its tokens.");
        Require(Audience.Length > 0, nameof(Audience), Audience, "Set the claim aud of the tokens that are for Tauro.");
        Require(
            AlgorithmList.Count > 0 && AlgorithmList.All(OpenIdSetup.Algorithms.Contains), nameof(Algorithms),
            Algorithms,
            $"Set some of {string.Join(", ", OpenIdSetup.Algorithms)}, separated by commas.");
        Require(
            JwksFile is null || JwksUri is null, nameof(JwksFile), JwksFile,
            $"Set only one of {nameof(JwksFile)} and {nameof(JwksUri)}.");
        Require(
            JwksFile is not null
                || Uri.TryCreate(KeySource, UriKind.Absolute, out var uri)
                    && (uri.Scheme == Uri.UriSchemeHttps || uri is { IsLoopback: true, Scheme: "http" }),
            nameof(JwksUri), JwksUri,
            $"Set the https address of the public keys, or {nameof(JwksFile)} to a file with them.");
        Require(
            SubjectTemplate.TryParse(Subject) is not null, nameof(Subject), Subject,
            "Set names of claims in braces with other characters between them, such as {repository}:{ref}.");
        Require(
            !Kubernetes || Subject == Sub, nameof(Subject), Subject, "Leave it out for a cluster of Kubernetes.");
        Require(
            Kubernetes || string.IsNullOrEmpty(Namespaces), nameof(Namespaces), Namespaces,
            $"Set {nameof(Kubernetes)} to true as well.");
        Require(
            !Provision || Kubernetes || Conditions.Count > 0, nameof(Provision), "true",
            $"Everybody to whom the issuer gives a token would get an account. Set {nameof(Conditions)}, or set it to "
            + "false and add external logins to service accounts.");
        if (JwksFile is not null) IssuerKeys.CheckFile($"{key}:{nameof(JwksFile)}", JwksFile);

        void Require(bool isValid, string name, string? value, string remedy)
        {
            if (!isValid) throw new SettingException($"{key}:{name}", value, remedy);
        }
    }

    private static string[] Split(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
