using Tauro.Stores.Events;

namespace Tauro.Events;

/// <summary>
/// A claim while it is held: it is renewed in the background, and lost when a newer one was given out, or when it could
/// not be renewed in time.
/// </summary>
internal sealed class HeldClaim : IAsyncDisposable
{
    private readonly IEventLog log;
    private readonly TimeSpan duration;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource lost;
    private readonly Task renewing;

    /// <param name="log">What gave the claim out.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="duration">How long it was asked for.</param>
    /// <param name="asked">When it was asked for: from then on the time is counted.</param>
    /// <param name="time">The clock and the timers.</param>
    public HeldClaim(IEventLog log, FollowerClaim claim, TimeSpan duration, long asked, TimeProvider time)
    {
        (this.log, Claim, this.duration, this.time) = (log, claim, duration, time);
        lost = new CancellationTokenSource(Rest(asked), time);
        Lost = lost.Token;
        renewing = Renew();
    }

    public FollowerClaim Claim { get; }

    /// <summary>Cancelled when the claim is lost: all work under it has to stop.</summary>
    public CancellationToken Lost { get; }

    /// <summary>The store has refused a write under the claim.</summary>
    public Task Lose() => lost.CancelAsync();

    /// <summary>Gives it back, unless it is lost.</summary>
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
                // A store that is away is asked again until the time is over.
            }
        }
    }

    private TimeSpan Rest(long asked)
    {
        var rest = duration - time.GetElapsedTime(asked);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}
