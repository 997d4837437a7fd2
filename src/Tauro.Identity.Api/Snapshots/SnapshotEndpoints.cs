using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Access;
using Tauro.Identity.Api.Access;
using Tauro.ServiceDefaults.Health;
using Tauro.Stores.Events;
using Tauro.Stores.Identity;
using Tauro.Tokens;

namespace Tauro.Identity.Api.Snapshots;

/// <summary>What the gateway reads and writes. It has hashes, so that no other process may.</summary>
internal static class SnapshotEndpoints
{
    private const int UsesMax = 10_000;

    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(20);

    public static void MapSnapshots(this IEndpointRouteBuilder app)
    {
        var identity = app.MapGroup("/internal/identity").RequiresService(TokenVerifier.Gateway)
            .ExcludeFromDescription();
        identity.MapGet("snapshot", Read);
        identity.MapPost("uses", RecordUses);
        identity.MapPost("sign-ins", SignIn);
    }

    /// <summary>Responds when there is a version after the known one, or after a while without it.</summary>
    private static async Task<Results<Ok<IdentitySnapshot>, NoContent>> Read(
        IIdentityStore store, IEventLog events, DefaultAccess access, Drain drain, TimeProvider time,
        CancellationToken cancel, long after = -1, AccessLevel? known = null)
    {
        using var limit = new CancellationTokenSource(WaitMax, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, drain.Begun, cancel);
        try
        {
            // A store that was restored from a backup may be behind what the gateway has.
            // After a restart, the access that all accounts have may be another, without a new version.
            if (after >= 0 && known == access.Level && await events.LastSequence(cancel) >= after)
                await events.WaitForNewer(after, waiting.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return TypedResults.NoContent();
        }

        return TypedResults.Ok((await store.GetSnapshot(cancel)) with { DefaultAccess = access.Level });
    }

    private static async Task<Results<NoContent, Invalid>> RecordUses(
        List<ApiKeyUse> body, IIdentityStore store, CancellationToken cancel)
    {
        if (body.Count > UsesMax)
            return Invalid.Because(Contracts.ProblemCodes.LimitExceeded, $"There are more than {UsesMax} uses.");
        await store.RecordUses(body, cancel);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ExternalAccount>, Invalid, NotFound, Conflict>> SignIn(
        ExternalSignIn body, IIdentityStore store, IEventLog events, CancellationToken cancel)
    {
        var outcome = await store.SignIn(body, cancel);
        var version = await events.LastSequence(cancel);
        return outcome.ToResult(accountId => TypedResults.Ok(new ExternalAccount(accountId, version)));
    }
}
