using Tauro.ServiceDefaults.Requests;
using Tauro.Stores;

namespace Tauro.Gateway.Routing;

/// <summary>
/// The path below which the gateway is served, <c>Gateway:PathBase</c>. The services do not know it, so it is added to
/// the addresses of their responses.
/// </summary>
internal static class PathPrefix
{
    private const string Key = "Gateway:PathBase";

    // With a prefix such as /api, a path could have two meanings.
    private static readonly HashSet<string> Taken = new(
        [
            .. RouteTable.Owners.Concat(RouteTable.AccountPages).Select(owner => GetFirst(owner.Path)),
            .. new[] { RouteTable.SetupPage, RouteTable.SignIn, RouteTable.SignOut }.Select(GetFirst),
            "auth", "health", "metrics", "openapi", "scalar", "status", "version",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the prefix; empty when there is none.</summary>
    /// <exception cref="SettingException">It is not a path, or begins like a route.</exception>
    public static string Read(IConfiguration configuration)
    {
        var path = (configuration[Key] ?? "").TrimEnd('/');
        if (path.Length == 0) return path;
        if (!PrefixSyntax.IsMatch(path)) throw new SettingException(Key, path, $"Set {PrefixSyntax.Description}.");
        return Taken.Contains(GetFirst(path))
            ? throw new SettingException(
                Key, path, $"Routes begin with /{GetFirst(path)} as well; set another path, such as /mlflow.")
            : path;
    }

    /// <summary>Adds the prefix, from the setting or from a proxy, to the header <c>Location</c>.</summary>
    public static void UseLocationPrefix(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.PathBase.HasValue) context.Response.OnStarting(Complete, context);
        return next(context);
    });

    private static Task Complete(object state)
    {
        var context = (HttpContext)state;
        if (context.Response.Headers.Location is [{ } location] && location.StartsWith('/'))
            context.Response.Headers.Location = context.Request.PathBase.ToUriComponent() + location;
        return Task.CompletedTask;
    }

    private static string GetFirst(string path) => path.Split('/')[1];
}
