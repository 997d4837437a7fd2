using Tauro.Contracts.Access;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Access;

namespace Tauro.Web.Layout;

/// <summary>The links of the navigation.</summary>
internal static class PageLinks
{
    public static IReadOnlyList<PageLink> Main { get; } =
    [
        new("experiments", "Experiments", ResourceType.Experiment),
        new("models", "Models", ResourceType.RegisteredModel),
        new("prompts", "Prompts", ResourceType.RegisteredModel),
        new("traces", "Traces", ResourceType.Trace),
        new("datasets", "Datasets", ResourceType.Experiment),
        new("approvals", "Approvals", ResourceType.RegisteredModelVersion, ShowsAll: true),
    ];

    public static IReadOnlyList<PageLink> Operations { get; } =
    [
        new("events", "Events", ResourceType.Experiment, ShowsAll: true),
        new("trail", "Trail", ResourceType.Experiment, ShowsAll: true),
        new("trash", "Trash", ResourceType.Experiment),
        new("retention", "Retention", ResourceType.Experiment, ShowsAll: true),
        new("policies", "Policies", ResourceType.RegisteredModel, ShowsAll: true),
        new("metric-rules", "Metric rules", ResourceType.Experiment),
        new("system", "System"),
    ];

    /// <summary>
    /// The pages of access that a reader may use: all for administrators, the roles and limits for those who manage the
    /// workspace. The navigation has a link to the first; the pages have tabs.
    /// </summary>
    public static IReadOnlyList<PageLink> ListAccess(HttpContext context) =>
        AccessDecision.DecideForAdmin(context.GetPrincipal()).IsAllowed ? Access
        : context.IsAllowed(AccessAction.Manage, ResourceType.Workspace) ? [Roles, Limits]
        : [];

    private static readonly PageLink Roles = new("roles", "Roles");
    private static readonly PageLink Limits = new("quotas", "Limits");

    private static readonly IReadOnlyList<PageLink> Access =
    [
        new("users", "Users"),
        new("service-accounts", "Service accounts"),
        Roles,
        new("group-rules", "Group rules"),
        new("workspaces", "Workspaces"),
        new("access", "Why may X do Y"),
        new("audit", "Audit"),
        Limits,
    ];

    /// <summary>Whether an address, relative to the base of all pages, is that of a page of access.</summary>
    public static bool IsOfAccess(string address) =>
        Access.Any(link => link.Path == address.Split('/', '?')[0]);
}
