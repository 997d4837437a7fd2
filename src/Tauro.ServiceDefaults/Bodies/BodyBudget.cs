using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Bodies;

/// <summary>
/// Limits the memory of all request bodies together. A body counts as it arrives, so that a client that announces much
/// and sends little takes no memory from others.
/// </summary>
public sealed class BodyBudget : IDisposable
{
    private readonly long bytesMax;
    private readonly BodyMetrics metrics;
    private readonly FreedBodies freed;
    private long held;

    public BodyBudget(IOptions<BodyOptions> options, BodyMetrics metrics, TimeProvider time)
    {
        bytesMax = options.Value.GetHeldBytesMax();
        this.metrics = metrics;
        freed = new FreedBodies(bytesMax, time);
    }

    /// <summary>The bytes that are held now.</summary>
    public long Bytes => Interlocked.Read(ref held);

    /// <summary>Takes more bytes for a body that holds some already.</summary>
    /// <exception cref="BodiesBusyException">There are too few left.</exception>
    public void Take(long bytes, long own)
    {
        var total = Interlocked.Add(ref held, bytes);
        // A body larger than the budget could otherwise never be sent: it is accepted while the others hold little.
        if (total <= bytesMax || total - bytes - own <= bytesMax / 8)
        {
            metrics.Held(bytes);
            return;
        }

        Interlocked.Add(ref held, -bytes);
        metrics.Refused();
        throw new BodiesBusyException(
            $"The request bodies that are being received would have more than {bytesMax} bytes together, the limit "
            + "(Bodies:HeldBytesMax). Nothing was written; send the request again in a moment, or in smaller parts.");
    }

    public void Dispose() => freed.Dispose();

    /// <summary>Returns what a body has taken.</summary>
    public void Return(long bytes)
    {
        if (bytes == 0) return;
        Interlocked.Add(ref held, -bytes);
        metrics.Held(-bytes);
        freed.Add(bytes);
    }
}
