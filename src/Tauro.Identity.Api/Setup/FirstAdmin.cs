using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Identity.Api.Accounts;
using Tauro.Stores;
using Tauro.Stores.Identity;
using Tauro.Tokens;

namespace Tauro.Identity.Api.Setup;

/// <summary>
/// As long as there is no administrator, makes a token for the first one, which it prints on the console and writes to
/// a file. An operator can provide an API key instead.
/// </summary>
internal sealed class FirstAdmin(
    IIdentityStore store, SetupTokenFile file, IConfiguration configuration, Entropy entropy, TimeProvider time)
    : IHostedService
{
    private const string TokenStart = "tauro_setup_";
    private const string Name = "admin";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (AdminKeyFile.Read(configuration) is { } secret) await EnsureAdmin(secret, cancellationToken);
        await BeginSetup(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task BeginSetup(CancellationToken cancel)
    {
        var token = TokenStart + entropy.NextId();
        var secret = new SetupSecret(
            SecretHash.Compute(token), (time.GetUtcNow() + Lifetime).ToUnixTimeMilliseconds());
        if (!await store.BeginSetup(secret, cancel))
        {
            file.Delete();
            return;
        }

        file.Write(token);
        // Not the log, which may be sent to a collector.
        await Console.Out.WriteLineAsync(
            $"There is no administrator yet. Make the first one within a day, with this token: {token}");
    }

    /// <summary>
    /// Makes sure that the provided key is that of an administrator. Another key in the file is also the way back for
    /// an operator when no administrator can sign in any more.
    /// </summary>
    private async Task EnsureAdmin(ApiKeySecret secret, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var admin = NewAccounts.Create(
            PrincipalKind.ServiceAccount, Name, "Made from a provided API key.", isAdmin: true);
        var key = new ApiKey
        {
            KeyId = secret.KeyId,
            AccountId = default,
            Name = "provided",
            CreationTime = now.ToUnixTimeMilliseconds(),
            ExpirationTime = now.AddDays(Limits.ApiKeyDaysMax).ToUnixTimeMilliseconds(),
        };
        var outcome = await store.EnsureAdmin(
            admin, new StoredApiKey(key, SecretHash.Compute(secret.Value)), cancel);
        if (outcome.Problem is { } problem) throw new InvalidOperationException(problem.Message);
    }
}
