using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;
using Tauro.Stores;

namespace Tauro.Gateway.Issuers;

/// <summary>
/// The public keys of an issuer. They are read when the first token comes, again each hour, and, at most once a minute,
/// for a key that is not known. While they can't be read, the last ones go on being used.
/// </summary>
internal sealed class IssuerKeys(JwtIssuer issuer, TimeProvider time) : IDisposable
{
    private const int KeysBytesMax = 1 << 20;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim reading = new(1);
    private HttpClient? http;
    private volatile IReadOnlyList<SecurityKey>? keys;
    private DateTimeOffset readAt;

    /// <summary>Returns the keys that may have signed a token.</summary>
    /// <param name="kid">The id in its header; null or empty for none.</param>
    /// <param name="cancel">Cancels the call.</param>
    /// <exception cref="IssuerUnavailableException">No keys could be read yet.</exception>
    public async ValueTask<IReadOnlyList<SecurityKey>> Find(string? kid, CancellationToken cancel)
    {
        if (keys is { } known && time.GetUtcNow() - readAt < Lifetime && Select(known, kid) is { Count: > 0 } found)
            return found;
        await reading.WaitAsync(cancel);
        try
        {
            if (keys is null || time.GetUtcNow() - readAt >= RetryInterval) await Read(cancel);
        }
        finally
        {
            reading.Release();
        }

        return Select(keys!, kid);
    }

    /// <exception cref="SettingException">The file can't be read, or has no public key.</exception>
    public static void CheckFile(string setting, string path)
    {
        try
        {
            if (Parse(File.ReadAllText(path)).Count == 0)
                throw new SettingException(setting, path, "It has no public key for signatures.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException(setting, path, $"No keys can be read there: {e.Message}");
        }
    }

    public void Dispose()
    {
        http?.Dispose();
        reading.Dispose();
    }

    private async Task Read(CancellationToken cancel)
    {
        try
        {
            keys = Parse(issuer.JwksFile is { } file
                ? await File.ReadAllTextAsync(file, cancel)
                : await Download(cancel));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UnauthorizedAccessException
            or ArgumentException or CryptographicException or OperationCanceledException
            && !cancel.IsCancellationRequested)
        {
            if (keys is null) throw new IssuerUnavailableException(failure);
        }

        readAt = time.GetUtcNow();
    }

    private async Task<string> Download(CancellationToken cancel)
    {
        http ??= CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, issuer.KeySource);
        if (issuer.KeyToken is { } file)
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", (await File.ReadAllTextAsync(file, cancel)).Trim());
        using var response = await http.SendAsync(request, cancel);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(cancel);
    }

    private HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = Lifetime };
        if (issuer.KeyCertificates is { } file)
        {
            var trusted = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
            };
            trusted.CustomTrustStore.ImportFromPemFile(file);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trusted };
        }

        return new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = KeysBytesMax };
    }

    private static IReadOnlyList<SecurityKey> Parse(string json) =>
        [.. new JsonWebKeySet(json).GetSigningKeys().Where(key => key is AsymmetricSecurityKey)];

    private static IReadOnlyList<SecurityKey> Select(IReadOnlyList<SecurityKey> known, string? kid) =>
        string.IsNullOrEmpty(kid) ? known : [.. known.Where(key => key.KeyId == kid)];
}
