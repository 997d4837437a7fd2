using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;

namespace Tauro.Stores.Access;

/// <summary>Whether a principal may do something, and why.</summary>
/// <param name="IsAllowed">Whether it may.</param>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Grant">
/// The grant that decided; for an owner, one of <see cref="AccessLevel.Manage"/> that no role has; null if none did.
/// </param>
public sealed record AccessDecision(bool IsAllowed, string Reason, Grant? Grant = null)
{
    // Each request is decided on, so why it is allowed is put together only where it is read.
    private static readonly string[] Levels = [.. Enum.GetValues<AccessLevel>().Select(ApiName.Get)];
    private static readonly string[] HasLevel = [.. Levels.Select(level => $" has {level} access.")];

    /// <summary>Why, as a sentence.</summary>
    public string Reason { get => Subject + field; init; } = Reason;

    /// <summary>The name with which the sentence begins; null if it is in it.</summary>
    private string? Subject { get; init; }

    /// <summary>Explains a refusal: why, and what was required.</summary>
    public string Explain(AccessRequirement requirement) => $"{Reason} The request requires: {requirement}.";

    /// <summary>Decides on a requirement. The order of the rules is that of MLflow 3.17:</summary>
    /// <remarks>
    /// <list type="number">
    /// <item>What is not in the workspace of the request does not exist for it.</item>
    /// <item>An administrator may do everything, within the scopes of the key.</item>
    /// <item>So may <see cref="AccessLevel.Manage"/> of the workspace; no denial has an effect on it.</item>
    /// <item>To create something, <see cref="AccessLevel.Use"/> of the workspace is enough, unless its type is denied.
    /// </item>
    /// <item>Else the grants on the type of the resource decide. If there are none, those on the type above it decide:
    /// on experiments for a run. A denial outweighs other grants of the same type; else the highest level counts. Who
    /// has created an experiment or a registered model has a grant of <see cref="AccessLevel.Manage"/> on it by that.
    /// </item>
    /// <item>Without a grant, it may not.</item>
    /// </list>
    /// </remarks>
    /// <param name="principal">Who sends the request.</param>
    /// <param name="requirement">What the request requires.</param>
    /// <param name="target">
    /// The resource, or the experiment or registered model above it; null for all resources of the type, so that the
    /// denial of a single one is enough to refuse.
    /// </param>
    public static AccessDecision Decide(
        Principal principal, AccessRequirement requirement, AccessTarget? target = null) =>
        FindMissingScope(principal, requirement) is { } scope
            ? new(false, $"The API key does not have the scope {ApiName.Get(scope)}.")
            : DecideByGrants(principal, requirement, target);

    /// <summary>
    /// Like <see cref="Decide"/>, without the scopes of the key: those limit requests, not what a request reads on its
    /// way.
    /// </summary>
    public static AccessDecision DecideByGrants(
        Principal principal, AccessRequirement requirement, AccessTarget? target)
    {
        if (target is not null && !IsIn(principal.Workspace, target.Workspace))
            return new(false, $"It is not in the workspace {principal.Workspace}.");
        if (principal.IsAdmin) return new(true, " is an administrator.") { Subject = principal.Name };
        // What is created is no resource yet, so grants on single ones have no effect on it.
        var isCreation = requirement.Action == AccessAction.Create;
        var workspace = Find(principal, ResourceType.Workspace, target, isCreation);
        if (workspace is { Level: AccessLevel.Manage })
            return new(true, " manages the workspace.", workspace) { Subject = principal.Name };
        if (requirement.Type == ResourceType.Workspace)
            return Compare(principal, workspace, requirement.Action);

        var grant = ResourceTypes.Tiers(requirement.Type).Select(type => Find(principal, type, target, isCreation))
            .FirstOrDefault(found => found is not null);
        if (isCreation && grant is not { Level: AccessLevel.Deny })
            return Compare(principal, workspace, requirement.Action);
        return Compare(principal, grant, requirement.Action);
    }

    /// <summary>
    /// Whether a resource is in the workspace of a request. If its workspace is not known any more, it is in none.
    /// </summary>
    /// <param name="workspace">The workspace of the request; null for no limit.</param>
    /// <param name="place">The workspace of the resource; null if it is not known.</param>
    public static bool IsIn(WorkspaceName? workspace, WorkspaceName? place) =>
        workspace is not { } limit || place == limit;

    /// <summary>Decides on what only administrators may do.</summary>
    public static AccessDecision DecideForAdmin(Principal principal) =>
        principal.Scopes?.Contains(AccessScope.Admin) == false
            ? new(false, $"The API key does not have the scope {ApiName.Get(AccessScope.Admin)}.")
            : new(principal.IsAdmin, principal.IsAdmin
                ? $"{principal.Name} is an administrator."
                : $"{principal.Name} is not an administrator.");

    private static AccessDecision Compare(Principal principal, Grant? grant, AccessAction action) => grant switch
    {
        null => new(false, $"{principal.Name} has no grant for it."),
        { Level: AccessLevel.Deny } => new(false, $"A grant denies it to {principal.Name}.", grant),
        _ when grant.Level >= LevelFor(action) =>
            new(true, HasLevel[(int)grant.Level], grant) { Subject = principal.Name },
        _ => new(
            false,
            $"{principal.Name} has {Levels[(int)grant.Level]} access, but it needs {Levels[(int)LevelFor(action)]}.",
            grant),
    };

    /// <summary>Returns the level that an action needs.</summary>
    public static AccessLevel LevelFor(AccessAction action) => action switch
    {
        AccessAction.Read => AccessLevel.Read,
        AccessAction.Use or AccessAction.Create => AccessLevel.Use,
        AccessAction.Update => AccessLevel.Edit,
        _ => AccessLevel.Manage,
    };

    /// <summary>
    /// Returns the grant that decides on a resource, or on all of its type: a denial, or else the highest level, also
    /// that of the owner; null for none.
    /// </summary>
    private static Grant? Find(Principal principal, ResourceType type, AccessTarget? target, bool isCreation)
    {
        var single = target?.Type == type && !isCreation ? target : null;
        var highest = single is { Owner: { } owner } && owner == principal.Id
            ? new Grant(type, single.Id, AccessLevel.Manage)
            : null;
        foreach (var grant in principal.Grants)
        {
            if (grant.Type == type && (highest is null || grant.Level > highest.Level)
                && Applies(grant, single, isCreation))
                highest = grant;
        }

        return highest;
    }

    /// <summary>Whether a grant is considered. For all of a type, so is the denial of a single one.</summary>
    private static bool Applies(Grant grant, AccessTarget? single, bool isCreation) => grant.Pattern == Grant.All
        || (!isCreation && (single is null ? grant.Level == AccessLevel.Deny : grant.Pattern == single.Id));

    private static AccessScope? FindMissingScope(Principal principal, AccessRequirement requirement)
    {
        if (principal.Scopes is not { } scopes) return null;
        var needed = requirement switch
        {
            { Promotes: true } => AccessScope.RegistryPromote,
            { Action: AccessAction.Read } => AccessScope.Read,
            { Type: ResourceType.Workspace } => AccessScope.Admin,
            { Type: ResourceType.RegisteredModel or ResourceType.RegisteredModelVersion } => AccessScope.RegistryWrite,
            _ => AccessScope.TrackWrite,
        };
        return scopes.Contains(needed) ? null : needed;
    }
}
