using System.Globalization;
using Tauro.Contracts;
using Tauro.Gateway.Routing;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Requests;
using Tauro.ServiceDefaults.Security;
using Tauro.Stores.Access;
using Yarp.ReverseProxy.Model;

namespace Tauro.Gateway.Rates;

/// <summary>Refuses requests over a limit with 429, when credentials are checked.</summary>
internal static class RateSetup
{
    private const string Probes = "/health";

    // The last part of both APIs' paths to write batches of metric points.
    private const string Batch = "batch";

    public static void AddRates(this WebApplicationBuilder builder)
    {
        if (!AuthMode.IsRequired(builder.Configuration)) return;
        builder.Services.AddOptions<RateOptions>().BindConfiguration(RateOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RateLimits>();
    }

    public static void UseRates(WebApplication app)
    {
        if (app.Services.GetService<RateLimits>() is not { } limits) return;
        app.Use((context, next) => Count(context, limits) is { } refusal
            ? Refuse(context, refusal.Seconds, refusal.Detail)
            : FindSlots(context, limits) is { } slots ? RunInSlot(context, slots, next)
            : next(context));
    }

    /// <summary>Returns the slots of which a request needs one; null for none.</summary>
    private static WriteSlots? FindSlots(HttpContext context, RateLimits limits) =>
        context.Features.Get<Principal>() is { Quotas: not null } principal
        && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        // A page sends its own requests, which are counted.
        && context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.ClusterId != RouteTable.Web
            ? limits.FindSlots(principal)
            : null;

    private static async Task RunInSlot(HttpContext context, WriteSlots slots, RequestDelegate next)
    {
        if (!slots.TryTake())
        {
            await Refuse(
                context, 1,
                $"{slots.Max} requests of the workspace that may change something are in progress, the limit of each "
                + "gateway. Try again in 1 s, or have an administrator set concurrent_writes of the workspace.");
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            slots.Return();
        }
    }

    private static RateRefusal? Count(HttpContext context, RateLimits limits)
    {
        if (context.Features.Get<Principal>() is not { } principal)
            return IsFree(context) ? null : limits.CountWithout(context);
        var writesPoints = HttpMethods.IsPost(context.Request.Method)
            && context.Request.Path.Value!.EndsWith(Batch, StringComparison.Ordinal);
        if (writesPoints)
            context.Response.OnStarting(() =>
            {
                if (PointsHeader.Take(context.Response.Headers) is > 0 and var points)
                    limits.AddPoints(principal, points);
                return Task.CompletedTask;
            });
        return limits.Count(principal, writesPoints);
    }

    /// <summary>Whether a request is not counted: a probe, or one for the styles and scripts of a page.</summary>
    private static bool IsFree(HttpContext context) =>
        context.Request.Path.StartsWithSegments(Probes)
        || (context.GetEndpoint()?.Metadata.GetMetadata<RouteModel>() is { } route
            && RouteTable.AssetRoutes.Contains(route.Config.RouteId));

    private static Task Refuse(HttpContext context, long seconds, string detail)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem.Write(
            context, StatusCodes.Status429TooManyRequests, ProblemCodes.RateLimited, detail);
    }
}
