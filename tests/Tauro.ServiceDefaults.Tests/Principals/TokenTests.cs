using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.TestServers;
using Tauro.Tokens;

namespace Tauro.ServiceDefaults.Tests.Principals;

public sealed class TokenTests : IDisposable
{
    private static readonly Principal Ann = new(
        PrincipalKind.User, new AccountId("7"), "ann", false,
        [new Grant(ResourceType.Run, Grant.All, AccessLevel.Edit)], [AccessScope.Read, AccessScope.TrackWrite],
        new ApiKeyId("abcdefgh"), new WorkspaceName("team-a"));

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.Parse("2026-11-30T12:00:00Z"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_token_says_who_sends_the_request_and_what_they_may_do()
    {
        var principal = await Verifier("tracking").Verify(Issuer("gateway").Issue(Ann, "tracking"));

        Assert.Equivalent(Ann, principal, strict: true);
    }

    [Fact]
    public void A_token_is_used_again_until_shortly_before_it_expires()
    {
        var gateway = Issuer("gateway");
        var first = gateway.Issue(Ann, "tracking");

        time.Advance(TimeSpan.FromSeconds(44));
        Assert.Equal(first, gateway.Issue(Ann, "tracking"));
        Assert.NotEqual(first, gateway.Issue(Ann, "registry"));
        Assert.NotEqual(first, gateway.Issue(Ann with { IsAdmin = true }, "tracking"));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.NotEqual(first, gateway.Issue(Ann, "tracking"));
    }

    [Fact]
    public async Task An_expired_token_is_refused_also_by_a_service_that_knows_it()
    {
        var token = Issuer("gateway").Issue(Ann, "tracking");
        var known = Verifier("tracking");
        Assert.NotNull(await known.Verify(token));

        time.Advance(TimeSpan.FromSeconds(69));
        Assert.NotNull(await Verifier("tracking").Verify(token)); // clocks may differ by 10 seconds
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await Verifier("tracking").Verify(token));
        Assert.Null(await known.Verify(token));
    }

    [Fact]
    public async Task A_token_is_of_no_use_for_another_service() =>
        Assert.Null(await Verifier("registry").Verify(Issuer("gateway").Issue(Ann, "tracking")));

    [Fact]
    public async Task Only_the_gateway_speaks_for_others()
    {
        Assert.Null(await Verifier("tracking").Verify(Issuer("registry").Issue(Ann, "tracking")));

        var registry = Issuer("registry");
        var itself = await Verifier("tracking").Verify(registry.Issue(registry.OwnPrincipal, "tracking"));
        Assert.Equal((PrincipalKind.Service, "registry", false), (itself!.Kind, itself.Id.Value, itself.IsAdmin));
        Assert.DoesNotContain(itself.Grants, grant => grant.Level is AccessLevel.Edit or AccessLevel.Manage);
    }

    [Fact]
    public async Task A_service_passes_on_the_token_of_an_account_and_nothing_else()
    {
        var (gateway, registry) = (Issuer("gateway"), Issuer("registry"));
        var tracking = Verifier("tracking");

        Assert.Equivalent(Ann, await tracking.VerifyAccount(gateway.Issue(Ann, "registry"), registry.OwnPrincipal));
        // One that another service got, one of a service, and one that an account sends.
        Assert.Null(await tracking.VerifyAccount(gateway.Issue(Ann, "web"), registry.OwnPrincipal));
        Assert.Null(await tracking.VerifyAccount(
            gateway.Issue(gateway.OwnPrincipal, "registry"), registry.OwnPrincipal));
        Assert.Null(await tracking.VerifyAccount(gateway.Issue(Ann, "registry"), Ann with { Id = new("registry") }));
        Assert.Null(await tracking.VerifyAccount(registry.Issue(Ann, "registry"), registry.OwnPrincipal));
    }

    [Fact]
    public async Task A_process_can_name_no_other_as_the_issuer()
    {
        var key = SigningKey.Create();
        new KeyFolder(folder.Path, time).Publish("registry", key);

        Assert.NotNull(await Verifier("tracking").Verify(Sign(key.Credentials, "tauro-registry", "service:registry")));
        Assert.Null(await Verifier("tracking").Verify(Sign(key.Credentials, "tauro-gateway", "user:7")));
        Assert.Null(await Verifier("tracking").Verify(Sign(key.Credentials, "tauro-registry", "service:gateway")));
        Assert.Null(await Verifier("tracking").Verify(Sign(key.Credentials, "tauro-registry", "user:7")));
    }

    [Fact]
    public async Task A_key_that_is_not_in_the_folder_is_refused()
    {
        Issuer("gateway").Prepare();
        var other = SigningKey.Create();

        Assert.Null(await Verifier("tracking").Verify(Sign(other.Credentials, "tauro-gateway", "user:7")));
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = Issuer("gateway").Issue(Ann, "tracking").Split('.');
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        Assert.Null(await Verifier("tracking").Verify($"{header}.{parts[1]}."));
        Assert.Null(await Verifier("tracking").Verify($"{parts[0]}.{parts[1]}."));
        Assert.Null(await Verifier("tracking").Verify($"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA"));
    }

    [Fact]
    public async Task A_public_key_is_no_secret_for_HMAC()
    {
        Issuer("gateway").Prepare();
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        var thumbprint = Path.GetFileName(file).Split('.')[1];
        using var curve = ECDsa.Create();
        curve.ImportFromPem(await File.ReadAllTextAsync(file));
        byte[][] secrets =
        [
            await File.ReadAllBytesAsync(file), Encoding.ASCII.GetBytes(curve.ExportSubjectPublicKeyInfoPem()),
            curve.ExportSubjectPublicKeyInfo(),
        ];

        foreach (var secret in secrets)
        {
            var key = new SymmetricSecurityKey(secret) { KeyId = thumbprint };
            Assert.Null(await Verifier("tracking").Verify(Sign(
                new SigningCredentials(key, SecurityAlgorithms.HmacSha256), "tauro-gateway", "user:7")));
        }
    }

    [Theory]
    [InlineData("../keys/gateway")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\x")]
    [InlineData("")]
    public async Task A_key_id_is_never_a_path(string keyId)
    {
        Issuer("gateway").Prepare();
        var file = Assert.Single(Directory.GetFiles(folder.Path));
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "passwd"), curve.ExportSubjectPublicKeyInfoPem());
        var key = new ECDsaSecurityKey(curve) { KeyId = keyId };

        Assert.Null(await Verifier("tracking").Verify(Sign(
            new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256), "tauro-gateway", "user:7")));
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("...")]
    [InlineData("ey.ey.ey")]
    [InlineData("\u0000.\u0000.\u0000")]
    public async Task What_is_no_token_is_refused(string value) =>
        Assert.Null(await Verifier("tracking").Verify(value));

    [Fact]
    public async Task A_token_that_is_too_long_is_refused() =>
        Assert.Null(await Verifier("tracking").Verify(
            Issuer("gateway").Issue(Ann with { Name = new string('a', 20_000) }, "tracking")));

    [Fact]
    public async Task A_new_key_is_made_each_day_and_tokens_of_the_last_one_stay_valid()
    {
        var gateway = Issuer("gateway");
        var verifier = Verifier("tracking");
        time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(20));
        var last = gateway.Issue(Ann, "tracking");
        time.Advance(TimeSpan.FromSeconds(50));
        var next = gateway.Issue(Ann, "tracking");

        Assert.NotEqual(KeyIdOf(last), KeyIdOf(next));
        Assert.NotNull(await verifier.Verify(last));
        Assert.NotNull(await verifier.Verify(next));
        time.Advance(TimeSpan.FromDays(1));
        gateway.Issue(Ann, "tracking");
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task A_provided_key_is_used_and_published_by_others()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var elsewhere = new TemporaryFolder();
        var file = Path.Combine(elsewhere.Path, "key.pem");
        await File.WriteAllTextAsync(file, curve.ExportPkcs8PrivateKeyPem());
        var gateway = new TokenIssuer("gateway", new KeyFolder(folder.Path, time), file, time, Entropy.System);
        var token = gateway.Issue(Ann, "tracking");
        Assert.Null(await Verifier("tracking").Verify(token));

        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "gateway.2026.pem"), curve.ExportSubjectPublicKeyInfoPem());

        Assert.NotNull(await Verifier("tracking").Verify(token));
    }

    [Theory]
    [InlineData("no key")]
    [InlineData(null)]
    public void A_file_without_a_key_is_refused(string? content)
    {
        using var elsewhere = new TemporaryFolder();
        var file = Path.Combine(elsewhere.Path, "key.pem");
        if (content is not null) File.WriteAllText(file, content);
        var issuer = new TokenIssuer("gateway", new KeyFolder(folder.Path, time), file, time, Entropy.System);

        var refused = Assert.Throws<SettingException>(issuer.Prepare);
        Assert.StartsWith($"TAURO_TOKEN_KEY_FILE is '{file}'. ", refused.Message);
    }

    private TokenIssuer Issuer(string process)
    {
        var issuer = new TokenIssuer(process, new KeyFolder(folder.Path, time), null, time, Entropy.System);
        issuer.Prepare();
        return issuer;
    }

    private TokenVerifier Verifier(string service) => new(service, new KeyFolder(folder.Path, time), time);

    private string Sign(SigningCredentials credentials, string issuer, string subject) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "tracking",
            Expires = time.GetUtcNow().AddMinutes(1).UtcDateTime,
            Claims = new Dictionary<string, object> { ["sub"] = subject, ["adm"] = true },
            SigningCredentials = credentials,
        });

    private static string KeyIdOf(string token) =>
        JsonDocument.Parse(Base64UrlEncoder.Decode(token.Split('.')[0])).RootElement.GetProperty("kid").GetString()!;
}
