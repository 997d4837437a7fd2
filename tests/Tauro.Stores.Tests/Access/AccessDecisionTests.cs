using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;

namespace Tauro.Stores.Tests.Access;

public sealed class AccessDecisionTests
{
    private static readonly WorkspaceName TeamA = new("team-a");

    private const int Cases = 20_000;

    private static readonly Dictionary<ResourceType, ResourceType[]> Deciding = new()
    {
        [ResourceType.Workspace] = [ResourceType.Workspace],
        [ResourceType.Experiment] = [ResourceType.Experiment],
        [ResourceType.Run] = [ResourceType.Run, ResourceType.Experiment],
        [ResourceType.Trace] = [ResourceType.Trace, ResourceType.Experiment],
        [ResourceType.Assessment] = [ResourceType.Assessment, ResourceType.Trace, ResourceType.Experiment],
        [ResourceType.LoggedModel] = [ResourceType.LoggedModel, ResourceType.Experiment],
        [ResourceType.ReviewQueue] = [ResourceType.ReviewQueue, ResourceType.Experiment],
        [ResourceType.Scorer] = [ResourceType.Scorer, ResourceType.Experiment],
        [ResourceType.RegisteredModel] = [ResourceType.RegisteredModel],
        [ResourceType.RegisteredModelVersion] =
            [ResourceType.RegisteredModelVersion, ResourceType.RegisteredModel],
    };

    private static readonly Dictionary<AccessLevel, AccessAction[]> Allowed = new()
    {
        [AccessLevel.Read] = [AccessAction.Read],
        [AccessLevel.Use] = [AccessAction.Read, AccessAction.Use, AccessAction.Create],
        [AccessLevel.Edit] = [AccessAction.Read, AccessAction.Use, AccessAction.Create, AccessAction.Update],
        [AccessLevel.Manage] = Enum.GetValues<AccessAction>(),
        [AccessLevel.Deny] = [],
    };

    [Fact]
    public void Every_decision_is_that_of_the_rules()
    {
        var random = new Random(1);
        var allowed = 0;
        for (var i = 0; i < Cases; i++)
        {
            var requirement = CreateRequirement(random);
            var principal = CreatePrincipal(random, requirement.Type);
            var target = CreateTarget(random, requirement.Type);

            var decision = AccessDecision.Decide(principal, requirement, target);

            var expected = IsAllowed(principal, requirement, target);
            if (expected) allowed++;
            Assert.True(
                expected == decision.IsAllowed,
                $"Case {i}: {requirement} on {target}, promotes: {requirement.Promotes}, admin: {principal.IsAdmin}, "
                + $"grants: [{string.Join(", ", principal.Grants)}], "
                + $"scopes: {(principal.Scopes is { } scopes ? $"[{string.Join(", ", scopes)}]" : "all")}. "
                + $"It must be {(expected ? "allowed" : "denied")}, but: {decision.Reason}");
            Assert.True(
                decision.Grant is null || principal.Grants.Contains(decision.Grant)
                || (target?.Owner == principal.Id && decision.Grant.Pattern == target.Id));
        }

        Assert.InRange(allowed, Cases / 10, Cases * 9 / 10);
    }

    [Fact]
    public void A_denial_outweighs_manage_of_the_same_type()
    {
        var eva = Create((ResourceType.Experiment, AccessLevel.Manage), (ResourceType.Experiment, AccessLevel.Deny));

        Assert.False(May(eva, AccessAction.Read, ResourceType.Experiment));
        Assert.False(May(eva, AccessAction.Read, ResourceType.Run));
    }

    [Fact]
    public void Manage_of_the_workspace_outweighs_a_denial()
    {
        var eva = Create((ResourceType.Run, AccessLevel.Deny), (ResourceType.Workspace, AccessLevel.Manage));

        Assert.True(May(eva, AccessAction.Delete, ResourceType.Run));
    }

    [Fact]
    public void Use_of_the_workspace_creates_what_is_not_denied()
    {
        var eva = Create((ResourceType.Workspace, AccessLevel.Use), (ResourceType.RegisteredModel, AccessLevel.Deny));

        Assert.True(May(eva, AccessAction.Create, ResourceType.Experiment));
        Assert.False(May(eva, AccessAction.Read, ResourceType.Experiment));
        Assert.False(May(eva, AccessAction.Create, ResourceType.RegisteredModel));
    }

    [Fact]
    public void Nothing_is_created_without_a_grant_of_the_workspace() => Assert.False(May(
        Create((ResourceType.Experiment, AccessLevel.Manage)), AccessAction.Create, ResourceType.Experiment));

    [Fact]
    public void A_grant_on_runs_does_not_show_the_experiment()
    {
        var eva = Create((ResourceType.Run, AccessLevel.Edit));

        Assert.True(May(eva, AccessAction.Update, ResourceType.Run));
        Assert.False(May(eva, AccessAction.Read, ResourceType.Experiment));
    }

    [Fact]
    public void A_grant_on_runs_replaces_that_on_experiments()
    {
        var eva = Create((ResourceType.Run, AccessLevel.Read), (ResourceType.Experiment, AccessLevel.Manage));

        Assert.False(May(eva, AccessAction.Update, ResourceType.Run));
        Assert.True(May(eva, AccessAction.Update, ResourceType.Trace));
    }

    [Fact]
    public void An_owner_manages_what_it_created_and_nothing_else()
    {
        var eva = Create();
        var own = new AccessTarget(ResourceType.Experiment, "7", eva.Id, WorkspaceName.Default);

        Assert.True(AccessDecision.Decide(eva, new(AccessAction.Delete, ResourceType.Run), own).IsAllowed);
        Assert.False(AccessDecision.Decide(
            eva, new(AccessAction.Read, ResourceType.Run), own with { Owner = new AccountId("2") }).IsAllowed);
        Assert.False(May(eva, AccessAction.Read, ResourceType.Experiment));
    }

    [Fact]
    public void Nothing_in_another_workspace_exists_not_even_for_an_administrator()
    {
        var admin = Create() with { IsAdmin = true, Workspace = TeamA };
        var read = new AccessRequirement(AccessAction.Read, ResourceType.Run);
        var target = new AccessTarget(ResourceType.Experiment, "7", admin.Id, TeamA);

        Assert.True(AccessDecision.Decide(admin, read, target).IsAllowed);
        Assert.False(AccessDecision.Decide(admin, read, target with { Workspace = WorkspaceName.Default }).IsAllowed);
        Assert.False(AccessDecision.Decide(admin, read, target with { Workspace = null }).IsAllowed);
    }

    [Fact]
    public void A_denial_of_one_allows_the_others_but_not_all()
    {
        var eva = Create((ResourceType.Experiment, AccessLevel.Manage), (ResourceType.Workspace, AccessLevel.Use));
        eva = eva with { Grants = [.. eva.Grants, new Grant(ResourceType.Experiment, "7", AccessLevel.Deny)] };
        var read = new AccessRequirement(AccessAction.Read, ResourceType.Run);

        Assert.False(AccessDecision.Decide(eva, read, new(ResourceType.Experiment, "7", eva.Id, null)).IsAllowed);
        Assert.True(AccessDecision.Decide(eva, read, new(ResourceType.Experiment, "8", null, null)).IsAllowed);
        Assert.False(May(eva, AccessAction.Read, ResourceType.Run));
        Assert.True(May(eva, AccessAction.Create, ResourceType.Experiment));
    }

    [Fact]
    public void A_key_that_only_reads_limits_an_administrator()
    {
        var admin = Create() with { IsAdmin = true, Scopes = [AccessScope.Read] };

        Assert.True(May(admin, AccessAction.Read, ResourceType.Workspace));
        Assert.False(May(admin, AccessAction.Update, ResourceType.Run));
        Assert.Equal(
            "The API key does not have the scope TRACK_WRITE.",
            AccessDecision.Decide(admin, new(AccessAction.Update, ResourceType.Run)).Reason);
    }

    [Fact]
    public void Only_the_scope_of_promotions_moves_versions()
    {
        var promotion = new AccessRequirement(
            AccessAction.Update, ResourceType.RegisteredModelVersion, Promotes: true);
        var eva = Create((ResourceType.RegisteredModel, AccessLevel.Edit));

        Assert.True(AccessDecision.Decide(eva, promotion).IsAllowed);
        Assert.True(AccessDecision.Decide(
            eva with { Scopes = [AccessScope.RegistryPromote] }, promotion).IsAllowed);
        Assert.False(AccessDecision.Decide(
            eva with { Scopes = [AccessScope.Read, AccessScope.RegistryWrite] }, promotion).IsAllowed);
    }

    private static bool May(Principal principal, AccessAction action, ResourceType type) =>
        AccessDecision.Decide(principal, new(action, type)).IsAllowed;

    private static Principal Create(params (ResourceType Type, AccessLevel Level)[] grants) => new(
        PrincipalKind.User, new AccountId("1"), "Eva", false,
        [.. grants.Select(grant => new Grant(grant.Type, Grant.All, grant.Level))]);

    private static AccessRequirement CreateRequirement(Random random)
    {
        if (random.Next(20) == 0)
            return new(AccessAction.Update, ResourceType.RegisteredModelVersion, Promotes: true);
        return new(Pick(random, Enum.GetValues<AccessAction>()), Pick(random, Enum.GetValues<ResourceType>()));
    }

    /// <summary>Half of the grants are on types that can decide; few others would have an effect.</summary>
    private static Principal CreatePrincipal(Random random, ResourceType type)
    {
        var grants = Enumerable.Range(0, random.Next(6)).Select(_ => (
            Pick(random, random.Next(2) == 0
                ? [ResourceType.Workspace, .. Deciding[type]]
                : Enum.GetValues<ResourceType>()),
            Pick(random, Enum.GetValues<AccessLevel>())));
        var principal = Create([.. grants]);
        return principal with
        {
            Grants =
            [
                .. principal.Grants.Select(grant => Deciding[grant.Type].Length > 1
                    ? grant
                    : grant with { Pattern = Pick(random, [Grant.All, Grant.All, "1", "2"]) }),
            ],
            IsAdmin = random.Next(10) == 0,
            Workspace = Pick<WorkspaceName?>(random, [null, WorkspaceName.Default, TeamA]),
            Scopes = random.Next(2) == 0
                ? null
                : [.. Enum.GetValues<AccessScope>().Where(_ => random.Next(3) > 0)],
        };
    }

    private static AccessTarget? CreateTarget(Random random, ResourceType type) => random.Next(3) == 0
        ? null
        : new AccessTarget(
            Deciding[type][^1], Pick(random, ["1", "3"]),
            Pick<AccountId?>(random, [null, new AccountId("1"), new AccountId("2")]),
            Pick<WorkspaceName?>(random, [null, WorkspaceName.Default, TeamA]));

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static bool IsAllowed(Principal principal, AccessRequirement requirement, AccessTarget? target)
    {
        if (principal.Scopes?.Contains(GetScope(requirement)) == false) return false;
        if (target is not null && principal.Workspace is { } limit && target.Workspace != limit) return false;
        if (principal.IsAdmin) return true;
        if (requirement.Action == AccessAction.Create)
        {
            principal = principal with { Grants = [.. principal.Grants.Where(grant => grant.Pattern == Grant.All)] };
            target = null;
        }

        var workspace = GetLevels(principal, ResourceType.Workspace, target);
        if (workspace.Contains(AccessLevel.Manage) && !workspace.Contains(AccessLevel.Deny)) return true;

        var levels = Deciding[requirement.Type].Select(type => GetLevels(principal, type, target))
            .FirstOrDefault(levels => levels.Count > 0, []);
        if (levels.Contains(AccessLevel.Deny)) return false;
        if (requirement.Action == AccessAction.Create) levels = workspace;
        return !levels.Contains(AccessLevel.Deny) && levels.Any(level => Allowed[level].Contains(requirement.Action));
    }

    private static HashSet<AccessLevel> GetLevels(Principal principal, ResourceType type, AccessTarget? target)
    {
        var grants = principal.Grants.Where(grant => grant.Type == type).ToList();
        var levels = grants.Where(grant => grant.Pattern == Grant.All).Select(grant => grant.Level).ToHashSet();
        if (target?.Type != type)
        {
            // All resources of the type, of which one is denied.
            if (grants.Exists(grant => grant.Level == AccessLevel.Deny)) levels.Add(AccessLevel.Deny);
            return levels;
        }

        levels.UnionWith(grants.Where(grant => grant.Pattern == target.Id).Select(grant => grant.Level));
        if (target.Owner == principal.Id) levels.Add(AccessLevel.Manage);
        return levels;
    }

    private static AccessScope GetScope(AccessRequirement requirement)
    {
        if (requirement.Promotes) return AccessScope.RegistryPromote;
        if (requirement.Action == AccessAction.Read) return AccessScope.Read;
        return Deciding[requirement.Type][^1] switch
        {
            ResourceType.Workspace => AccessScope.Admin,
            ResourceType.Experiment => AccessScope.TrackWrite,
            _ => AccessScope.RegistryWrite,
        };
    }
}
