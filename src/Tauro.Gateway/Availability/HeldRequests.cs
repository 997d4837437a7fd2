using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults.Health;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Tauro.Gateway.Availability;

/// <summary>
/// Holds requests while their service restarts, and sends them when it accepts connections again. A request may be sent
/// again only if that cannot repeat a change: if it never reached the service, which has then received no byte of its
/// body either; or, once, if its method is idempotent and it has no body. Not more than once, because it may be what
/// made the service fail.
/// </summary>
internal sealed class HeldRequests(
    RequestDelegate next, Reconnections reconnections, IOptions<AvailabilityOptions> options, GatewayMetrics metrics,
    Drain drain, TimeProvider time)
{
    private int held;

    public async Task Invoke(HttpContext context)
    {
        await next(context);
        if (options.Value.HoldFor == TimeSpan.Zero || !CanRepeat(context)) return;
        try
        {
            if (Interlocked.Increment(ref held) <= options.Value.HeldRequestsMax) await Repeat(context);
        }
        finally
        {
            Interlocked.Decrement(ref held);
        }
    }

    private async Task Repeat(HttpContext context)
    {
        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        var since = time.GetTimestamp();
        using var limit = new CancellationTokenSource(options.Value.HoldFor, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token, context.RequestAborted, drain.Begun);
        metrics.HoldBegun(service);
        try
        {
            var reachedBefore = false;
            do
            {
                reachedBefore |= HasReached(context);
                await reconnections.Wait(service).WaitAsync(end.Token);
                Reset(context);
                await next(context);
            }
            while (CanRepeat(context) && !(reachedBefore && HasReached(context)));
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The last failure is reported.
        }
        finally
        {
            var isSent = context.GetForwarderErrorFeature() is null;
            metrics.HoldEnded(service, time.GetElapsedTime(since), isSent);
        }
    }

    private static bool CanRepeat(HttpContext context) =>
        context.GetForwarderErrorFeature() is { Error: ForwarderError.Request } failure
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && (!HasReached(context) || IsIdempotentWithoutBody(context));

    /// <summary>
    /// Whether the service may have received something. The body is read only after a connection is made.
    /// </summary>
    private static bool HasReached(HttpContext context) =>
        context.GetForwarderErrorFeature()?.Exception is not HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError,
        };

    // Not by its headers: in HTTP/2, a body of unknown length has none.
    private static bool IsIdempotentWithoutBody(HttpContext context) =>
        context.Request.Method is var method
        && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
            || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true };

    /// <summary>Prepares the request for another attempt, as if there had been none.</summary>
    private static void Reset(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Features.Set<IForwarderErrorFeature>(null);
        var proxy = context.Features.GetRequiredFeature<IReverseProxyFeature>();
        proxy.ProxiedDestination = null;
        proxy.AvailableDestinations = context.GetRouteModel().Cluster!.DestinationsState.AvailableDestinations;
    }
}
