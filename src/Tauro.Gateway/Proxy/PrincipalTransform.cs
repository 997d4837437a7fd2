using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Tauro.Gateway.Identity;
using Tauro.Gateway.OpenId;
using Tauro.Gateway.Routing;
using Tauro.Gateway.Sessions;
using Tauro.ServiceDefaults.Requests;
using Tauro.Stores.Access;
using Tauro.Tokens;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;
using HeaderNames = Microsoft.Net.Http.Headers.HeaderNames;

namespace Tauro.Gateway.Proxy;

/// <summary>
/// Sends a signed token of the principal in place of the client's credentials, which no service needs to know.
/// </summary>
internal sealed class PrincipalTransform(TokenIssuer tokens, IdentityFeed feed, IOptions<OidcOptions> oidc)
    : ITransformProvider
{
    private const string OwnHeaders = "X-Tauro-";
    private const int MenuWorkspacesMax = 100;

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
        var provider = context.Route.RouteId == RouteTable.SignIn && oidc.Value.IsOn ? oidc.Value.DisplayName : null;
        var isPublic = RouteTable.PublicRoutes.Contains(context.Route.RouteId);
        context.AddRequestTransform(request =>
        {
            // What is public needs no principal, and is the same for all.
            var principal = isPublic
                ? tokens.OwnPrincipal
                : request.HttpContext.Features.Get<Principal>()
                    ?? throw new InvalidOperationException("A request without a principal is not forwarded.");
            var headers = request.ProxyRequest.Headers;
            headers.Remove(HeaderNames.Authorization);
            headers.TryAddWithoutValidation(HeaderNames.Authorization, tokens.IssueHeader(principal, service));
            foreach (var header in Removed) headers.Remove(header);
            foreach (var (name, _) in request.HttpContext.Request.Headers)
                if (name.StartsWith(OwnHeaders, StringComparison.OrdinalIgnoreCase)) headers.Remove(name);
            if (service == RouteTable.Web) ForPages(request.HttpContext, headers);
            else headers.Remove(HeaderNames.Cookie);
            if (provider is not null)
                headers.TryAddWithoutValidation(PageHeader.SignInProvider, Uri.EscapeDataString(provider));
            return ValueTask.CompletedTask;
        });
    }

    private void ForPages(HttpContext context, HttpRequestHeaders headers)
    {
        if (context.Features.Get<Principal>() is { } reader
            && feed.Current?.ListWorkspaces(reader) is { Count: > 1 and <= MenuWorkspacesMax } workspaces)
            headers.TryAddWithoutValidation(PageHeader.Workspaces, string.Join(',', workspaces));
        // The pages keep the reader's choices in cookies.
        headers.Remove(HeaderNames.Cookie);
        if (SessionCookie.Remove(string.Join(';', context.Request.Headers.Cookie.ToArray())) is { Length: > 0 } cookies)
            headers.TryAddWithoutValidation(HeaderNames.Cookie, cookies);
        if (context.Features.Get<StoredSession>() is { } stored)
            headers.TryAddWithoutValidation(PageHeader.Session, stored.Session.SessionId);
        if (context.Features.Get<SignInFailure>() is not { } failure) return;
        headers.TryAddWithoutValidation(PageHeader.SignInName, Uri.EscapeDataString(failure.Name));
        headers.TryAddWithoutValidation(PageHeader.SignInProblem, Uri.EscapeDataString(failure.Detail));
    }
}
