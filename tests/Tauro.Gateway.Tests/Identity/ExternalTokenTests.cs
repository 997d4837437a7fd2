using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Paging;
using Tauro.TestServers;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>Tokens of other issuers, with the identity service.</summary>
public sealed class ExternalTokenTests(ExternalTokenTests.Shared shared) : IClassFixture<ExternalTokenTests.Shared>
{
    private const string Audience = "tauro of the tests";
    private const string Cluster = "https://cluster.example.com";
    private const string Linked = "https://linked.example.com";

    private readonly string subject = $"repo/{Guid.NewGuid():N}";

    private IdentityStack Stack => shared.Stack;

    [Fact]
    public async Task The_first_token_of_a_subject_makes_a_service_account_without_grants()
    {
        var token = Sign();
        Assert.Equal(200, await Status(token));
        Assert.Equal(200, await Status(token));
        Assert.Equal(200, await Status(Sign()));

        var account = Assert.Single(await Accounts(), account => account.Name == $"{subject}/main");
        Assert.Equal((PrincipalKind.ServiceAccount, false), (account.Kind, account.IsAdmin));
        var who = await Send("/api/v1/whoami", token);
        Assert.Equal((200, 0), (who.Status, who.Body.GetProperty("grants").GetArrayLength()));
    }

    [Fact]
    public async Task Many_workers_send_the_same_first_token_at_once()
    {
        var token = Sign();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Status(token)));

        Assert.All(statuses, status => Assert.Equal(200, status));
        Assert.Single(await Accounts(), account => account.Name == $"{subject}/main");
    }

    public static TheoryData<string, Action<Dictionary<string, object>>> WrongTokens => new()
    {
        { "is not for the audience", claims => claims["aud"] = "other" },
        { "is not for the audience", claims => claims.Remove("aud") },
        { "has expired", claims => claims["exp"] = (long)claims["iat"] - 40 },
        { "", claims => claims.Remove("exp") },
        { "", claims => claims["exp"] = "soon" },
        { "is not valid yet", claims => claims["nbf"] = (long)claims["iat"] + 60 },
        { "neither an API key nor a valid token", claims => claims["iss"] = "https://other.example.com" },
        { "neither an API key nor a valid token", claims => claims["iss"] = "tauro-gateway" },
        { "neither an API key nor a valid token", claims => claims.Remove("iss") },
        { "neither an API key nor a valid token", claims => claims["iss"] = 7 },
        { "as its claim owner", claims => claims["owner"] = "acme-evil" },
        { "as its claim owner", claims => claims.Remove("owner") },
        { "as its claim owner", claims => claims["owner"] = new Dictionary<string, object> { ["acme"] = "acme" } },
        { "does not have the claims of the subject", claims => claims.Remove("ref") },
        { "does not have the claims of the subject", claims => claims["ref"] = "" },
        { "is not signed with a key of the issuer", claims => claims["iss"] = Cluster },
    };

    [Theory, MemberData(nameof(WrongTokens), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_token_is_refused(string reason, Action<Dictionary<string, object>> change) =>
        await Refused(Sign(change), reason);

    [Fact]
    public async Task Clocks_may_differ_by_half_a_minute()
    {
        Assert.Equal(200, await Status(Sign(claims => claims["exp"] = (long)claims["iat"] - 10)));
        Assert.Equal(200, await Status(Sign(claims => claims["nbf"] = (long)claims["iat"] + 10)));
        Assert.Equal(200, await Status(Sign(claims => claims["exp"] = long.MaxValue / 2)));
    }

    [Fact]
    public async Task A_token_without_a_signature_or_with_another_algorithm_is_refused()
    {
        var valid = Sign().Split('.');
        var claims = valid[1];

        await Refused($"{Encode("""{"alg":"none","typ":"JWT"}""")}.{claims}.", "is signed with none");
        await Refused($"{Encode("""{"alg":"None"}""")}.{claims}.", "is signed with None");
        await Refused($"{Encode("""{"typ":"JWT"}""")}.{claims}.", "");
        await Refused($"{Encode("""{"alg":"RS256","kid":"key-of-tests"}""")}.{claims}.", "is not signed with a key");
        await Refused($"{valid[0]}.{claims}.{valid[2][..^4]}AAAA", "is not signed with a key");
        await Refused($"{valid[0]}.{Encode("""{"iss":"x"}""")}.{valid[2]}", "neither an API key");

        // As a verifier that takes the public key for a secret would accept it.
        var header = Encode("""{"alg":"HS256","typ":"JWT","kid":"key-of-tests"}""");
        var signature = Base64UrlEncoder.Encode(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(shared.Provider.PublicKeyPem), Encoding.ASCII.GetBytes($"{header}.{claims}")));
        await Refused($"{header}.{claims}.{signature}", "is signed with HS256");
    }

    [Theory]
    [InlineData("../../../../dev/null"), InlineData("/proc/self/environ"), InlineData("key-of-tests' or '1'='1")]
    [InlineData("https://evil.test/keys"), InlineData("other")]
    public async Task The_id_of_a_key_chooses_only_among_the_keys_of_the_issuer(string kid)
    {
        using var rsa = RSA.Create(2048);
        var forged = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = CreateClaims(),
            SigningCredentials = new SigningCredentials(
                new RsaSecurityKey(rsa) { KeyId = kid }, SecurityAlgorithms.RsaSha256),
            AdditionalHeaderClaims = new Dictionary<string, object>
            {
                ["jku"] = "https://evil.test/keys", ["x5u"] = "https://evil.test/key",
            },
        });

        await Refused(forged, "is not signed with a key of the issuer");
    }

    [Fact]
    public async Task A_token_that_is_too_long_is_refused() =>
        await Refused(Sign(claims => claims["padding"] = new string('x', 8_000)), "");

    [Fact]
    public async Task Claims_with_the_separator_make_another_subject()
    {
        Assert.Equal(200, await Status(Sign(claims => claims["ref"] = "a:b")));

        Assert.Single(await Accounts(), account => account.Name == $"{subject}/a%3Ab");
    }

    [Fact]
    public async Task A_group_in_the_token_has_a_role_until_a_token_is_without_it()
    {
        var role = await Stack.Ok<Role>(HttpMethod.Post, "/api/v1/roles", new NewRole(subject));
        await Stack.Ok<RolePermission>(
            HttpMethod.Post, $"/api/v1/roles/{role.RoleId}/permissions",
            new NewRolePermission(ResourceType.Experiment, AccessLevel.Read));
        await Stack.Ok<GroupRule>(
            HttpMethod.Post, "/api/v1/group-rules", new NewGroupRule(shared.Provider.Issuer, subject, role.RoleId));

        Assert.Equal(1, await Grants(Sign(claims => claims["teams"] = new[] { "other", subject })));
        Assert.Equal(0, await Grants(Sign(claims => claims["teams"] = "other")));
        Assert.Equal(1, await Grants(Sign(claims => claims["teams"] = subject)));
        await Stack.Ok<Role>(HttpMethod.Get, $"/api/v1/roles/{role.RoleId}");
    }

    [Fact]
    public async Task Only_admitted_namespaces_of_Kubernetes_may_come()
    {
        string Of(string sub) => Sign(claims => (claims["iss"], claims["sub"]) = (Cluster + "/", sub));
        Assert.Equal(200, await Status(Of($"system:serviceaccount:training:a{subject[5..]}")));
        await Refused(Of("system:serviceaccount:other:trainer"), "The namespace other of Kubernetes is not admitted");
        await Refused(Of("system:serviceaccount:training"), "is not that of a service account");
        await Refused(Of("system:node:training:x"), "is not that of a service account");
        await Refused(Of("system:serviceaccount:training:x\n"), "is not that of a service account");

        Assert.Single(await Accounts(), account => account.Name == $"training/a{subject[5..]}");
    }

    [Fact]
    public async Task Without_provisioning_an_administrator_adds_the_login()
    {
        var token = Sign(claims => (claims["iss"], claims["sub"]) = (Linked, subject));
        await Refused(token, "No account has the external login");
        var account = await Stack.Ok<Account>(
            HttpMethod.Post, "/api/v1/service-accounts", new NewServiceAccount($"account of {subject}"));
        var login = await Stack.Ok<ExternalLogin>(
            HttpMethod.Post, "/api/v1/external-logins", new NewExternalLogin(account.AccountId, Linked, subject));
        await Eventually.True(async () => await Status(token) == 200, "the token is accepted");

        await Stack.Send(HttpMethod.Delete, $"/api/v1/external-logins/{login.LoginId}");

        await Eventually.True(async () => await Status(token) == 401, "the token is refused");
    }

    [Fact]
    public async Task A_token_ends_with_its_account()
    {
        var token = Sign();
        Assert.Equal(200, await Status(token));
        var account = (await Accounts()).Single(account => account.Name == $"{subject}/main");
        var who = (await Send("/api/v1/whoami", token)).Body;
        Assert.Equal(account.AccountId, who.GetProperty("id").GetString());

        await Stack.Send(HttpMethod.Delete, $"/api/v1/service-accounts/{account.AccountId}");

        await Eventually.True(
            async () => (await Accounts()).All(known => known.AccountId != account.AccountId), "it is deleted");
        Assert.Equal(200, await Status(token));
        Assert.NotEqual(
            account.AccountId.Value, (await Send("/api/v1/whoami", token)).Body.GetProperty("id").GetString());
    }

    private Dictionary<string, object> CreateClaims()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new Dictionary<string, object>
        {
            ["iss"] = shared.Provider.Issuer, ["aud"] = Audience, ["iat"] = now, ["exp"] = now + 300,
            ["jti"] = Guid.NewGuid().ToString(), ["sub"] = subject, ["repo"] = subject, ["ref"] = "main",
            ["owner"] = "acme",
        };
    }

    private string Sign(Action<Dictionary<string, object>>? change = null)
    {
        var claims = CreateClaims();
        change?.Invoke(claims);
        return shared.Provider.Sign(claims);
    }

    private static string Encode(string json) => Base64UrlEncoder.Encode(json);

    private async Task Refused(string token, string reason)
    {
        var (status, body) = await Send("/api/v1/whoami", token);
        Assert.Equal(401, status);
        Assert.Contains(reason, body.GetProperty("detail").GetString());
    }

    private async Task<int> Status(string token) => (await Send("/api/v1/whoami", token)).Status;

    private async Task<int> Grants(string token) =>
        (await Send("/api/v1/whoami", token)).Body.GetProperty("grants").GetArrayLength();

    private async Task<(int Status, JsonElement Body)> Send(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Stack.Gateway.Http.SendAsync(request);
        return await SmallService.Read(response);
    }

    private async Task<IReadOnlyList<Account>> Accounts() =>
        (await Stack.Ok<Page<Account>>(HttpMethod.Get, "/api/v1/service-accounts")).Items;

    /// <summary>The tests have subjects of their own.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        internal OidcServer Provider { get; private set; } = null!;

        internal IdentityStack Stack { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Provider = await OidcServer.Start();
            Stack = await IdentityStack.Start(CreateSettings);
        }

        public async ValueTask DisposeAsync()
        {
            await Stack.DisposeAsync();
            await Provider.DisposeAsync();
        }

        private Dictionary<string, string> CreateSettings(string folder)
        {
            // The cluster has keys of its own, in a file.
            using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(curve) { KeyId = "other" });
            var file = Path.Combine(folder, "jwks.json");
            File.WriteAllText(file, JsonSerializer.Serialize(new
            {
                keys = new[] { new { kty = key.Kty, crv = key.Crv, x = key.X, y = key.Y, kid = "other" } },
            }));
            Dictionary<string, string>[] issuers =
            [
                new()
                {
                    ["Issuer"] = Provider.Issuer, ["JwksUri"] = Provider.KeysAddress, ["Subject"] = "{repo}:{ref}",
                    ["Conditions:owner"] = "acme", ["GroupsClaim"] = "teams", ["Provision"] = "true",
                },
                new()
                {
                    ["Issuer"] = Cluster, ["JwksFile"] = file, ["Kubernetes"] = "true", ["Provision"] = "true",
                },
                new()
                {
                    ["Issuer"] = Cluster + "/", ["JwksUri"] = Provider.KeysAddress, ["Kubernetes"] = "true",
                    ["Namespaces"] = "training, serving", ["Provision"] = "true",
                },
                new() { ["Issuer"] = Linked, ["JwksUri"] = Provider.KeysAddress },
            ];
            return issuers.SelectMany((issuer, i) => issuer.Append(new("Audience", Audience)).Select(setting =>
                KeyValuePair.Create($"Jwt:Issuers:{i}:{setting.Key}", setting.Value))).ToDictionary();
        }
    }
}
