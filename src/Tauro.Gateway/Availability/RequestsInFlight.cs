using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Bodies;

namespace Tauro.Gateway.Availability;

/// <summary>The requests that were sent to services. One timer checks them all, as most end before it.</summary>
internal sealed class RequestsInFlight : IDisposable
{
    private readonly Lock gate = new();
    private readonly LinkedList<RequestInFlight> oldestFirst = [];
    private readonly Probes probes;
    private readonly TimeProvider time;
    private readonly TimeSpan unresponsiveAfter;
    private readonly TimeSpan interval;
    private readonly ITimer timer;

    public RequestsInFlight(Probes probes, IOptions<AvailabilityOptions> options, TimeProvider time)
    {
        this.probes = probes;
        this.time = time;
        unresponsiveAfter = options.Value.UnresponsiveAfter;
        interval = unresponsiveAfter / 3;
        timer = time.CreateTimer(_ => Check(), null, interval, interval);
    }

    /// <summary>Adds a request; its token has to be used until <see cref="End"/>.</summary>
    public RequestInFlight Begin(HttpContext context, CountedBody? artifact)
    {
        var request = new RequestInFlight(context, artifact, time.GetTimestamp());
        lock (gate) oldestFirst.AddLast(request.Node);
        return request;
    }

    public void End(RequestInFlight request)
    {
        lock (gate) oldestFirst.Remove(request.Node);
        request.Dispose();
    }

    public void Dispose() => timer.Dispose();

    /// <summary>Cuts the requests that wait for a frozen service and have made no progress.</summary>
    private void Check()
    {
        var now = time.GetTimestamp();
        lock (gate)
        {
            foreach (var request in oldestFirst)
            {
                request.CheckProgress(now);
                var idle = time.GetElapsedTime(request.Progress, now);
                if (idle < interval || !request.IsWaiting) continue;
                probes.Start(request.Service);
                if (idle >= unresponsiveAfter && probes.IsFrozen(request.Service)) request.Cut();
            }
        }
    }
}
