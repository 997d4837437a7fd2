using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
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
        await next(context);
        if (context.GetForwarderErrorFeature() is not { } failure) return;

        var service = context.GetReverseProxyFeature().Cluster.Config.ClusterId;
        switch (failure.Error)
        {
            case ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled
                or ForwarderError.ResponseBodyCanceled or ForwarderError.ResponseBodyClient
                or ForwarderError.UpgradeRequestCanceled when context.RequestAborted.IsCancellationRequested:
                log.ClientAborted(context.Request.Method, context.Request.Path, service);
                if (context.Response.HasStarted) return;
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            case ForwarderError.RequestBodyClient:
                await RefuseBody(context, service, failure.Exception);
                return;
            default:
                log.UpstreamUnavailable(service, failure.Error, failure.Exception?.Message);
                if (context.Response.HasStarted) return;
                await Report(context, service, failure.Error);
                return;
        }
    }

    private static Task Report(HttpContext context, string service, ForwarderError error)
    {
        switch (error)
        {
            // A service that is stopped, but not ended, executes what it has received when it continues.
            case ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.RequestTimedOut
                when !IsSafe(context.Request.Method):
                return Problem.Write(context, StatusCodes.Status504GatewayTimeout, ProblemCodes.UpstreamUnavailable,
                    $"The {service} service does not respond; see /status. The change may have been made: check that "
                    + "before you try again.");
            case ForwarderError.RequestBodyDestination:
                return Problem.Write(context, StatusCodes.Status502BadGateway, ProblemCodes.UpstreamUnavailable,
                    $"The {service} service closed the connection before it had received the body: it refused the "
                    + "body, or has stopped; see its log and /status.");
            default:
                context.Response.Headers.RetryAfter =
                    RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return Problem.Write(context, StatusCodes.Status503ServiceUnavailable, ProblemCodes.UpstreamUnavailable,
                    $"The {service} service does not respond; see /status. Try again in a moment.");
        }
    }

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    // A body without a length fails while it is copied to the service, and the service's failure is reported as well.
    private Task RefuseBody(HttpContext context, string service, Exception? failure)
    {
        var causes = failure is AggregateException several ? several.Flatten().InnerExceptions : [failure!];
        var cause = causes.OfType<BadHttpRequestException>().FirstOrDefault();
        if (cause?.StatusCode == StatusCodes.Status413PayloadTooLarge)
            log.BodyRefused(context.Request.Method, context.Request.Path, service, cause.Message);
        else log.ClientAborted(context.Request.Method, context.Request.Path, service);
        if (context.Response.HasStarted) return Task.CompletedTask;
        return cause?.StatusCode == StatusCodes.Status413PayloadTooLarge
            ? Problem.Write(context, cause.StatusCode, ProblemCodes.LimitExceeded, cause.Message)
            : Problem.Write(context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest,
                "The request body ended before it was complete, or was sent too slowly.");
    }
}
