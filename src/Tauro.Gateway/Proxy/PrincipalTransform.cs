using Microsoft.Net.Http.Headers;
using Tauro.Gateway.Routing;
using Tauro.Stores.Access;
using Tauro.Tokens;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Tauro.Gateway.Proxy;

/// <summary>
/// Sends a signed token of the principal in place of the client's credentials, which no service needs to know.
/// </summary>
internal sealed class PrincipalTransform(TokenIssuer tokens) : ITransformProvider
{
    private const string OwnHeaders = "X-Tauro-";

    // They would mean something to a service only if it trusted clients.
    private static readonly string[] Removed = ["X-Forwarded-Access-Token", "X-HTTP-Method-Override"];

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        var service = context.Route.ClusterId!;
        var isSetup = context.Route.RouteId == RouteTable.SetupRoute;
        context.AddRequestTransform(request =>
        {
            // The setup is the only request without a principal; the setup token is all that it needs.
            var principal = isSetup
                ? tokens.OwnPrincipal
                : request.HttpContext.Features.Get<Principal>()
                    ?? throw new InvalidOperationException("A request without a principal is not forwarded.");
            var headers = request.ProxyRequest.Headers;
            headers.Remove(HeaderNames.Authorization);
            headers.TryAddWithoutValidation(HeaderNames.Authorization, tokens.IssueHeader(principal, service));
            foreach (var header in Removed) headers.Remove(header);
            foreach (var (name, _) in request.HttpContext.Request.Headers)
                if (name.StartsWith(OwnHeaders, StringComparison.OrdinalIgnoreCase)) headers.Remove(name);
            // The pages keep the reader's choices in cookies.
            if (service != RouteTable.Web) headers.Remove(HeaderNames.Cookie);
            return ValueTask.CompletedTask;
        });
    }
}
