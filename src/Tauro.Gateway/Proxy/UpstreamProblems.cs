using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Tauro.Contracts;
using Tauro.Gateway.Telemetry;
using Tauro.ServiceDefaults.Problems;
using Yarp.ReverseProxy.Forwarder;

namespace Tauro.Gateway.Proxy;

/// <summary>Reports a service that did not respond. Responses of a service pass unchanged.</summary>
internal sealed class UpstreamProblems(RequestDelegate next, ILogger<UpstreamProblems> log)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public async Task Invoke(HttpContext context)
    {
        // A 404 of a service without a body must not get a body here.
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        if (IsOverLimit(context))
        {
            // Decided by the header alone: the service would close the connection while the body is still being sent.
            await RefuseBody(context, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        await next(context);
        if (context.GetForwarderErrorFeature() is not { } failure || context.Response.HasStarted) return;

        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        switch (failure.Error)
        {
            case ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled
                or ForwarderError.UpgradeRequestCanceled when context.RequestAborted.IsCancellationRequested:
                log.ClientAborted(context.Request.Method, context.Request.Path, service);
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            case ForwarderError.RequestBodyClient:
                log.ClientAborted(context.Request.Method, context.Request.Path, service);
                await RefuseBody(context, GetStatus(failure.Exception));
                return;
            default:
                log.UpstreamUnavailable(service, failure.Error, failure.Exception?.Message);
                context.Response.Headers.RetryAfter =
                    RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                await Problem.Write(context, StatusCodes.Status503ServiceUnavailable, ProblemCodes.UpstreamUnavailable,
                    $"The {service} service does not respond; see /status. Try again in a moment.");
                return;
        }
    }

    private static bool IsOverLimit(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
        && context.Request.ContentLength > limit;

    // A body without a length fails while it is copied to the service, and the service's failure is reported as well.
    private static int GetStatus(Exception? failure)
    {
        var causes = failure is AggregateException several ? several.Flatten().InnerExceptions : [failure!];
        return causes.OfType<BadHttpRequestException>().FirstOrDefault()?.StatusCode
            ?? StatusCodes.Status400BadRequest;
    }

    private static Task RefuseBody(HttpContext context, int status) =>
        status == StatusCodes.Status413PayloadTooLarge
            ? Problem.Write(context, StatusCodes.Status413PayloadTooLarge, ProblemCodes.LimitExceeded,
                $"The request body is larger than {Limits.JsonBodyBytesMax} bytes, the limit here. "
                + "Split it into several requests.")
            : Problem.Write(context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest,
                "The request body ended before it was complete, or was sent too slowly.");
}
