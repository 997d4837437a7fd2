using Tauro.ServiceDefaults.Bodies;

namespace Tauro.Gateway.Availability;

/// <summary>A request that was sent to a service.</summary>
internal sealed class RequestInFlight : IDisposable
{
    private readonly HttpContext context;
    private readonly CountedBody? artifact;
    private readonly CancellationTokenSource cut;
    private long bytesTaken;

    public RequestInFlight(HttpContext context, CountedBody? artifact, long now)
    {
        this.context = context;
        this.artifact = artifact;
        Progress = now;
        Node = new(this);
        Service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        cut = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
    }

    public string Service { get; }

    /// <summary>Its place among all requests.</summary>
    public LinkedListNode<RequestInFlight> Node { get; }

    /// <summary>Cancelled when the client aborts the request, or when it is cut.</summary>
    public CancellationToken Token => cut.Token;

    /// <summary>Whether the response has not begun.</summary>
    public bool IsWaiting => !context.Response.HasStarted;

    /// <summary>The timestamp of the start, or of the last check at which more bytes had been taken.</summary>
    public long Progress { get; private set; }

    public void CheckProgress(long now)
    {
        if (artifact is null || artifact.Bytes == bytesTaken) return;
        bytesTaken = artifact.Bytes;
        Progress = now;
    }

    public void Cut() => _ = cut.CancelAsync();

    public void Dispose() => cut.Dispose();
}
