using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>
/// Routes a HEAD like a GET. The handler sees a HEAD again, and the server sends no body. Routes for HEAD exist only
/// where the OpenAPI document describes the headers; they have the handler of the GET.
/// </summary>
internal static class HeadRequests
{
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (!HttpMethods.IsHead(context.Request.Method)) return next(context);
            context.Features.Set(Head.Instance);
            context.Request.Method = HttpMethods.Get;
            return next(context);
        });
        app.UseRouting();
        app.Use((context, next) =>
        {
            if (HttpMethods.IsGet(context.Request.Method) && context.Features.Get<Head>() is not null)
                context.Request.Method = HttpMethods.Head;
            return next(context);
        });
    }

    /// <summary>Marks a request that was sent as a HEAD.</summary>
    private sealed class Head
    {
        public static readonly Head Instance = new();
    }
}
