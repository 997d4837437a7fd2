using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>
/// Limits the memory of all request bodies together. A body counts as it arrives, so that a client that announces much
/// and sends little takes no memory from others.
/// </summary>
public sealed class BodyBudget : IDisposable
{
    private readonly BodyOptions options;
    private readonly TimeProvider time;
    private readonly long bytesMax;
    private readonly BodyMetrics metrics;
    private readonly FreedBodies freed;
    private long held;

    // One body of more than half the budget does not count. It could otherwise wait forever for the others to end.
    private HeldBody? apart;

    public BodyBudget(IOptions<BodyOptions> options, BodyMetrics metrics, TimeProvider time)
    {
        bytesMax = options.Value.GetHeldBytesMax();
        this.metrics = metrics;
        freed = new FreedBodies(time);
        this.options = options.Value;
        this.time = time;
    }

    /// <summary>The bytes that are held now.</summary>
    public long Bytes => Interlocked.Read(ref held) + (apart?.Bytes ?? 0);

    /// <summary>Returns the limit on the time of a new body.</summary>
    internal BodyTimeout NewTimeout() => new(options, time);

    /// <summary>Takes more bytes for a body.</summary>
    /// <exception cref="BodyRefusedException">429: there are too few left.</exception>
    internal void Take(HeldBody body, long bytes)
    {
        if (body == apart || Interlocked.Add(ref held, bytes) <= bytesMax || SetApart(body, bytes))
        {
            metrics.Held(bytes);
            return;
        }

        Interlocked.Add(ref held, -bytes);
        metrics.Refused();
        throw new BodyRefusedException(
            StatusCodes.Status429TooManyRequests, ProblemCodes.BodiesBusy,
            $"The request bodies that are being received would have more than {bytesMax} bytes together, the limit "
            + "(Bodies:HeldBytesMax). Nothing was written; send the request again in a moment, or in smaller parts.");
    }

    public void Dispose() => freed.Dispose();

    /// <summary>Returns what a body has taken.</summary>
    internal void Return(HeldBody body)
    {
        var bytes = body.Bytes;
        if (bytes == 0) return;
        if (Interlocked.CompareExchange(ref apart, null, body) != body) Interlocked.Add(ref held, -bytes);
        metrics.Held(-bytes);
        // The arrays of smaller bodies return to a pool.
        if (bytes > CompleteBody.PooledBytesMax) freed.Add(bytes);
    }

    private bool SetApart(HeldBody body, long bytes)
    {
        if (Math.Max(body.Bytes + bytes, body.Length) <= bytesMax / 2
            || Interlocked.CompareExchange(ref apart, body, null) is not null) return false;
        Interlocked.Add(ref held, -bytes - body.Bytes);
        return true;
    }
}
