using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tauro.Gateway.Tests.Identity;

/// <summary>The keys and settings of issuers, which change while the gateway runs.</summary>
public sealed class IssuerKeyTests
{
    private const string Issuer = "https://cluster.example.com";
    private const string Unreachable = "https://unreachable.example.com";

    private readonly ShiftedClock clock = new();

    [Fact]
    public async Task Changed_keys_and_namespaces_are_used()
    {
        var file = "";
        await using var stack = await IdentityStack.Start(
            folder =>
            {
                file = Path.Combine(folder, "jwks.json");
                return CreateSettings(file);
            },
            clock);
        using var second = RSA.Create(2048);

        var token = Sign(First, "first");
        Assert.Equal(200, await Status(stack, token));
        Assert.Equal(401, await Status(stack, Sign(second, "second")));

        // Another key is looked for at most once a minute.
        WriteKeys(file, (First, "first"), (second, "second"));
        clock.PutForward(TimeSpan.FromSeconds(61));
        Assert.Equal(200, await Status(stack, Sign(second, "second")));

        // Without its file, the keys that were read go on being used.
        File.Delete(file);
        clock.PutForward(TimeSpan.FromHours(2));
        Assert.Equal(200, await Status(stack, Sign(second, "second")));

        token = Sign(First, "first");
        Assert.Equal(200, await Status(stack, token));
        WriteKeys(file, (First, "first"));
        var configuration = (IConfigurationRoot)stack.Gateway.Services.GetRequiredService<IConfiguration>();
        configuration["Jwt:Issuers:0:Namespaces"] = "serving";
        configuration.Reload();
        Assert.Equal(401, await Status(stack, token));

        Assert.Equal(503, await Status(stack, Sign(First, "first", Unreachable)));
        Assert.DoesNotContain(stack.Log.Lines, line => line.Text.Contains("eyJ", StringComparison.Ordinal));
    }

    private RSA First { get; } = RSA.Create(2048);

    private Dictionary<string, string> CreateSettings(string file)
    {
        WriteKeys(file, (First, "first"));
        return new Dictionary<string, string>
        {
            ["Jwt:Issuers:0:Issuer"] = Issuer,
            ["Jwt:Issuers:0:Audience"] = "tauro",
            ["Jwt:Issuers:0:JwksFile"] = file,
            ["Jwt:Issuers:0:Kubernetes"] = "true",
            ["Jwt:Issuers:0:Namespaces"] = "training",
            ["Jwt:Issuers:0:Provision"] = "true",
            ["Jwt:Issuers:1:Issuer"] = Unreachable,
            ["Jwt:Issuers:1:Audience"] = "tauro",
            ["Jwt:Issuers:1:JwksUri"] = RunningGateway.GetUnusedAddress(),
        };
    }

    private string Sign(RSA key, string kid, string issuer = Issuer)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Claims = new Dictionary<string, object>
                {
                    ["iss"] = issuer, ["aud"] = "tauro", ["exp"] = now + 600,
                    ["sub"] = "system:serviceaccount:training:trainer", ["jti"] = Guid.NewGuid().ToString(),
                },
                SigningCredentials = new SigningCredentials(
                    new RsaSecurityKey(key) { KeyId = kid }, SecurityAlgorithms.RsaSha256),
            });
    }

    private static void WriteKeys(string file, params (RSA Key, string Kid)[] keys) =>
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            keys = keys.Select(entry => new
            {
                kty = "RSA", kid = entry.Kid,
                n = Base64UrlEncoder.Encode(entry.Key.ExportParameters(false).Modulus),
                e = Base64UrlEncoder.Encode(entry.Key.ExportParameters(false).Exponent),
            }),
        }));

    private static async Task<int> Status(IdentityStack stack, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/whoami");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await stack.Gateway.Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
