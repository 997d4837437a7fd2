using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// A claim while it is held. It is renewed in the background. It is lost when the store has issued a newer one, or when
/// it could not be renewed in time.
/// </summary>
internal sealed class HeldClaim : IAsyncDisposable
{
    private readonly IEventLog log;
    private readonly TimeSpan duration;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource lost;
    private readonly Task renewing;

    /// <param name="log">The event log that issued the claim.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="duration">The requested duration.</param>
    /// <param name="asked">The timestamp of the request, from which the duration is measured.</param>
    /// <param name="time">The clock and the timers.</param>
    public HeldClaim(IEventLog log, FollowerClaim claim, TimeSpan duration, long asked, TimeProvider time)
    {
        (this.log, Claim, this.duration, this.time) = (log, claim, duration, time);
        lost = new CancellationTokenSource(Rest(asked), time);
        Lost = lost.Token;
        renewing = Renew();
    }

    public FollowerClaim Claim { get; }

    /// <summary>Cancelled when the claim is lost; all work that needs the claim must stop.</summary>
    public CancellationToken Lost { get; }

    /// <summary>Marks the claim as lost, because the store refused a write with it.</summary>
    public Task Lose() => lost.CancelAsync();

    /// <summary>Releases the claim unless it is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        var isHeld = !Lost.IsCancellationRequested;
        await lost.CancelAsync();
        await renewing;
        lost.Dispose();
        if (isHeld) await log.Release(Claim, CancellationToken.None);
    }

    private async Task Renew()
    {
        while (!Lost.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(duration / 3, time, Lost);
                var asked = time.GetTimestamp();
                if (await log.Renew(Claim, duration, Lost)) lost.CancelAfter(Rest(asked));
                else await lost.CancelAsync();
            }
            catch (Exception)
            {
                // While the store is unavailable, try again until the claim expires.
            }
        }
    }

    private TimeSpan Rest(long asked)
    {
        var rest = duration - time.GetElapsedTime(asked);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}
