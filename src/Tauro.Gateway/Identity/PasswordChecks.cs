using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Caching.Memory;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Audit;
using Tauro.Gateway.Audit;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults.Principals;
using Tauro.ServiceDefaults.Requests;
using Tauro.Stores.Access;
using Tauro.Stores.Identity;

namespace Tauro.Gateway.Identity;

/// <summary>
/// Checks passwords. As a check is slow by intention, one that succeeded is remembered for a minute, or until the
/// password changes; and an address may fail only so often, in all and for a name. An unknown name takes as long as a
/// wrong password, and gets the same response.
/// </summary>
internal sealed class PasswordChecks(SecurityAudit audit, ILogger<PasswordChecks> log) : IDisposable
{
    private const int RememberedMax = 10_000;
    private const int FailuresForName = 10;
    private const int FailuresForAddress = 60;
    private const int RunningMax = 200;

    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private static readonly PrincipalResult Wrong = PrincipalResult.Unauthenticated(
        "The user name or the password is wrong.");

    private static readonly PrincipalResult TooMany = new(
        null, StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited,
        "Too many wrong passwords came from this address. Try again in a minute, or use an API key.", Period);

    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);
    private readonly MemoryCache remembered = new(new MemoryCacheOptions { SizeLimit = RememberedMax });
    private readonly PartitionedRateLimiter<string> names = Limit(FailuresForName);
    private readonly PartitionedRateLimiter<string> addresses = Limit(FailuresForAddress);

    // As many may be under way as may fail, so that guesses at the same time are not more than guesses one by one.
    private readonly PartitionedRateLimiter<string> namesRunning = LimitRunning(FailuresForName);
    private readonly PartitionedRateLimiter<string> addressesRunning = LimitRunning(FailuresForAddress);

    // Many workers of a job send the same password at the same time.
    private readonly ConcurrentDictionary<string, Lazy<Task<PasswordOutcome>>> running = new(StringComparer.Ordinal);

    private enum PasswordOutcome
    {
        TooMany,
        Wrong,
        Right,
    }

    public async ValueTask<PrincipalResult> Check(
        AccessModel model, string name, string password, HttpContext context)
    {
        if (name.Length > Limits.NameLengthMax || password.Length > Limits.PasswordLengthMax)
            return Refuse(context, Wrong, "The name or the password is longer than any.", null);
        var stored = model.FindAccount(name) is { Account.Kind: PrincipalKind.User } found ? found : null;
        var key = KeyOf(name, password, stored);
        if (stored is not null && remembered.TryGetValue(key, out _)) return model.PrincipalOf(stored);

        if (running.Count >= RunningMax)
            return Refuse(context, TooMany, "Too many checks of passwords are under way.", stored);
        var address = ClientNetwork.Get(context.Connection.RemoteIpAddress);
        var nameHere = $"{address} {name.ToUpperInvariant()}";
        var check = running.GetOrAdd(
            key, _ => new Lazy<Task<PasswordOutcome>>(() => Check(key, stored, password, address, nameHere)));
        return await check.Value.WaitAsync(context.RequestAborted) switch
        {
            PasswordOutcome.TooMany => Refuse(context, TooMany, "Too many failed before.", stored),
            PasswordOutcome.Right when stored is not null => Accept(context, model.PrincipalOf(stored)),
            _ => Refuse(context, Wrong, stored is null ? "The name is unknown." : "The password is wrong.", stored),
        };
    }

    private Principal Accept(HttpContext context, Principal user)
    {
        // The form for the sign-in reports that it has begun a session.
        if (context.Request.Headers.Authorization.Count > 0)
            audit.Add(
                context, AuditAction.SignIn, AuditOutcome.Succeeded, "A name and a password, with a request.",
                $"accounts/{user.Id}", user);
        return user;
    }

    /// <summary>Reports why a sign-in failed. The name may be unknown because it is a password, so it is not kept.
    /// </summary>
    private PrincipalResult Refuse(HttpContext context, PrincipalResult result, string reason, StoredAccount? stored)
    {
        var account = stored is null ? null : $"accounts/{stored.Account.AccountId}";
        audit.Add(
            context, AuditAction.SignIn, AuditOutcome.Failed, reason, account, route: account ?? "");
        // What is over the limit would flood the log.
        if (result == TooMany) return result;
        log.SignInFailed(
            context.Connection.RemoteIpAddress, account is null ? reason : $"{reason} It is of {account}.");
        return result;
    }

    /// <summary>Checks a password and counts a wrong one, also if the client does not wait for the response.</summary>
    private async Task<PasswordOutcome> Check(
        string key, StoredAccount? stored, string password, string address, string nameHere)
    {
        try
        {
            using var ofAddress = addressesRunning.AttemptAcquire(address);
            using var ofName = namesRunning.AttemptAcquire(nameHere);
            if (!ofAddress.IsAcquired || !ofName.IsAcquired
                || IsExhausted(addresses, address) || IsExhausted(names, nameHere)) return PasswordOutcome.TooMany;
            var isRight = await Passwords.Verify(
                stored?.PasswordHash ?? Passwords.UnmatchedHash, password, CancellationToken.None);
            if (isRight && stored?.PasswordHash is not null)
            {
                remembered.Set(key, true, new MemoryCacheEntryOptions
                {
                    Size = 1, AbsoluteExpirationRelativeToNow = RememberFor,
                });
                return PasswordOutcome.Right;
            }

            addresses.AttemptAcquire(address).Dispose();
            names.AttemptAcquire(nameHere).Dispose();
            return PasswordOutcome.Wrong;
        }
        finally
        {
            running.TryRemove(key, out _);
        }
    }

    public void Dispose()
    {
        remembered.Dispose();
        names.Dispose();
        addresses.Dispose();
        namesRunning.Dispose();
        addressesRunning.Dispose();
    }

    /// <summary>The key has the version of the password, so that a changed one is not remembered.</summary>
    private string KeyOf(string name, string password, StoredAccount? stored) => Convert.ToHexString(
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(
            $"{name.Length}:{name}:{stored?.Account.AccountId}:{stored?.PasswordVersion}:{password}")));

    private static bool IsExhausted(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key, permitCount: 0);
        return !lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> LimitRunning(int checks) =>
        PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetConcurrencyLimiter(key, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = checks, QueueLimit = 0,
            }));

    private static PartitionedRateLimiter<string> Limit(int failures) =>
        PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = failures, Window = Period, QueueLimit = 0,
            }));
}
