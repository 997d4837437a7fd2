namespace Tauro.Gateway.Routing;

/// <summary>The paths and the services that own them. All other paths are 404.</summary>
public static class RouteTable
{
    public const string Tracking = "tracking";
    public const string Registry = "registry";
    public const string Identity = "identity";
    public const string Web = "web";

    /// <summary>The path on which the first administrator is made; it needs the setup token only.</summary>
    internal const string Setup = "/api/v1/setup";

    /// <summary>The page with the form for the first administrator.</summary>
    internal const string SetupPage = "/setup";

    /// <summary>The page to sign in; the gateway handles what its form posts.</summary>
    internal const string SignIn = "/sign-in";

    /// <summary>Ends the session of the request; the gateway handles it.</summary>
    internal const string SignOut = "/sign-out";

    /// <summary>Leads to the sign-in of the provider; the gateway handles it.</summary>
    internal const string ProviderSignIn = "/auth/login";

    /// <summary>Where the provider reports that its sessions have ended; the gateway handles it.</summary>
    internal const string BackChannelLogout = "/auth/backchannel-logout";

    /// <summary>The route of <see cref="Setup"/>.</summary>
    internal const string SetupRoute = "setup";

    private const string Assets = "/assets";
    private const string Framework = "/_framework";
    private const string Content = "/_content";

    /// <summary>
    /// The routes that are forwarded without a principal: what makes the first administrator, the page to sign in, and
    /// the styles and scripts of the pages, which are the same in every installation and contain no data.
    /// </summary>
    internal static IReadOnlySet<string> PublicRoutes { get; } =
        new HashSet<string> { SetupRoute, SetupPage, SignIn, Assets, Framework, Content };

    /// <summary>The routes of styles and scripts.</summary>
    internal static IReadOnlySet<string> AssetRoutes { get; } = new HashSet<string> { Assets, Framework, Content };

    /// <summary>The pages of accounts, with what is below them. They exist when credentials are checked.</summary>
    internal static IReadOnlyList<Ownership> AccountPages { get; } =
    [
        new("/account", Web),
        new("/users", Web),
        new("/service-accounts", Web),
        new("/roles", Web),
        new("/group-rules", Web),
        new("/access", Web),
        new("/workspaces", Web),
        new("/audit", Web),
        new("/quotas", Web),
    ];

    public static IReadOnlyList<Ownership> Owners { get; } =
    [
        new("/api/v1/experiments", Tracking),
        new("/api/v1/runs", Tracking),
        new("/api/v1/metric-rules", Tracking),
        new("/api/v1/traces", Tracking),
        new("/api/v1/datasets", Tracking),
        new("/api/v1/logged-models", Tracking),
        new("/api/v1/tracking", Tracking),
        new("/api/v1/models", Registry),
        new("/api/v1/model-versions", Registry),
        new("/api/v1/registry", Registry),
        new(Setup, Identity),
        new("/api/v1/whoami", Identity),
        new("/api/v1/access", Identity),
        new("/api/v1/users", Identity),
        new("/api/v1/service-accounts", Identity),
        new("/api/v1/api-keys", Identity),
        new("/api/v1/roles", Identity),
        new("/api/v1/workspaces", Identity),
        new("/api/v1/group-rules", Identity),
        new("/api/v1/external-logins", Identity),
        new("/api/v1/identity", Identity),
        .. MlflowOwners.All,
        new("/experiments", Web),
        new("/runs", Web),
        new("/compare", Web),
        new("/models", Web),
        new("/prompts", Web),
        new("/traces", Web),
        new("/datasets", Web),
        new("/approvals", Web),
        new("/search", Web),
        new("/events", Web),
        new("/trail", Web),
        new("/trash", Web),
        new("/retention", Web),
        new("/policies", Web),
        new("/metric-rules", Web),
        new("/settings", Web),
        new("/system", Web),
        new("/frames", Web),
        new(Framework, Web),
        new(Content, Web),
        new(Assets, Web),
    ];

    /// <summary>Returns the services behind the gateway.</summary>
    /// <param name="identity">Whether credentials are checked; without, there is no identity service.</param>
    public static IReadOnlyList<string> GetServices(bool identity) =>
        [.. Owners.Select(owner => owner.Service).Distinct().Where(service => identity || service != Identity)];

    /// <summary>The services that store data.</summary>
    public static IReadOnlyList<string> Stores { get; } = [Tracking, Registry];
}
