using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Decisions;
using Tauro.Stores.Identity;

namespace Tauro.Stores.Tests.Decisions;

public sealed class DirectGrantDecisionTests
{
    private const long Now = 1_800_000_000_000;

    private static readonly WorkspaceName TeamA = new("team-a");
    private static readonly AccountId BenId = new("id of ben");

    private static readonly StoredAccount Ben = new(
        new Account { AccountId = BenId, Number = 5, Kind = PrincipalKind.User, Name = "ben" }, null, 0);

    [Fact]
    public void The_first_grant_makes_a_role_of_the_account_and_the_last_removes_it()
    {
        var added = Add(null, On("7")).Value;

        var role = Assert.Single(added.Facts.OfType<IdentityFact.PutRole>()).Role;
        Assert.Equal(("9", TeamA, "__user_5__"), (role.RoleId.Value, role.Workspace, role.Name));
        Assert.Equal([BenId], role.Members);
        Assert.Equal([added.Value], role.Permissions);
        Assert.IsType<RoleCreated>(Assert.Single(added.Events));
        Assert.True(role.IsDirect());
        var second = Assert.Single(Add(role, On("8"), number: 10).Value.Facts.OfType<IdentityFact.PutRole>()).Role;
        Assert.Equal(["7", "8"], second.Permissions.Select(permission => permission.ResourcePattern));

        var removed = DirectGrantWrites.Remove(Ben, BenId, second, On("7"), Now).Value;
        var left = Assert.Single(removed.Facts.OfType<IdentityFact.PutRole>()).Role;
        Assert.Equal("8", Assert.Single(left.Permissions).ResourcePattern);
        var last = DirectGrantWrites.Remove(Ben, BenId, left, On("8", AccessLevel.Deny), Now).Value;
        Assert.Equal(role.RoleId, Assert.Single(last.Facts.OfType<IdentityFact.RemoveRole>()).RoleId);
        Assert.IsType<RoleDeleted>(Assert.Single(last.Events));
    }

    [Fact]
    public void An_account_has_at_most_a_single_grant_on_a_resource()
    {
        var role = RoleWith(1);

        Assert.Equal(ProblemCodes.PermissionExists, Add(role, On("0", AccessLevel.Edit)).Problem?.Code);
        Assert.Equal(ProblemCodes.PermissionNotFound, Update(role, On("1")).Problem?.Code);
        Assert.Equal(ProblemCodes.PermissionNotFound, Update(null, On("0")).Problem?.Code);
        Assert.Equal(
            ProblemCodes.PermissionNotFound,
            DirectGrantWrites.Remove(Ben, BenId, role, On("1"), Now).Problem?.Code);
        var changed = Update(role, On("0", AccessLevel.Edit)).Value;
        Assert.Equal(
            (AccessLevel.Edit, role.Permissions[0].Number), (changed.Value.Permission, changed.Value.Number));
    }

    [Fact]
    public void There_are_limits()
    {
        var full = RoleWith(Limits.RolePermissionsMax);

        Assert.Equal(ProblemCodes.LimitExceeded, Add(full, On("1000")).Problem?.Code);
        Assert.Equal(ProblemCodes.LimitExceeded, Add(null, On("7"), Limits.DirectGrantRolesMax).Problem?.Code);
        // Who has some gets more, whatever others have.
        Assert.True(Add(RoleWith(1), On("7"), Limits.DirectGrantRolesMax).IsOk);
    }

    [Theory]
    [InlineData(ResourceType.Workspace, "*", AccessLevel.Use)]
    [InlineData(ResourceType.Run, "7", AccessLevel.Read)]
    [InlineData(ResourceType.Experiment, "abc", AccessLevel.Read)]
    [InlineData(ResourceType.RegisteredModel, "churn", AccessLevel.Read)]
    public void A_bad_grant_is_refused(ResourceType type, string pattern, AccessLevel level)
    {
        var permission = new NewRolePermission(type, level, pattern);

        Assert.Equal(ProblemCodes.InvalidRequest, Add(null, permission).Problem?.Code);
        Assert.Equal(ProblemCodes.InvalidRequest, Update(null, permission).Problem?.Code);
    }

    [Fact]
    public void An_account_that_does_not_exist_gets_nothing()
    {
        Assert.Equal(
            ProblemCodes.AccountNotFound,
            DirectGrantWrites.Add(null, BenId, null, TeamA, On("7"), 0, 0, 9, Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.AccountNotFound, DirectGrantWrites.Update(null, BenId, null, On("7"), Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.AccountNotFound, DirectGrantWrites.Remove(null, BenId, null, On("7"), Now).Problem?.Code);
    }

    [Fact]
    public void The_deletion_of_an_account_removes_its_grants_and_takes_its_roles()
    {
        var readers = new Role { RoleId = new("4"), Name = "readers", Members = [BenId, new("id of eva")] };

        var deleted = AccountWrites.Delete(Ben, BenId, admins: 1, [], [readers, RoleWith(2)], [], Now).Value;

        Assert.Equal("9", Assert.Single(deleted.Facts.OfType<IdentityFact.RemoveRole>()).RoleId.Value);
        Assert.Equal(
            [new AccountId("id of eva")],
            Assert.Single(deleted.Facts.OfType<IdentityFact.PutRole>()).Role.Members);
        Assert.Equal(
            [typeof(AccountDeleted), typeof(RoleUpdated), typeof(RoleDeleted)],
            deleted.Events.Select(done => done.GetType()));
    }

    [Fact]
    public void Grants_of_all_roles_have_to_fit_into_a_token()
    {
        Assert.True(Add(null, On("7"), grants: Limits.AccountGrantsMax - 1).IsOk);
        var refused = Add(null, On("7"), grants: Limits.AccountGrantsMax).Problem;

        Assert.Equal(ProblemCodes.LimitExceeded, refused?.Code);
        Assert.Contains($"{Limits.AccountGrantsMax} grants to 'ben' in the workspace", refused!.Message);
    }

    [Fact]
    public void A_role_that_people_have_given_such_a_name_before_stays_theirs()
    {
        var theirs = RoleWith(2) with { DirectFor = null, Members = [BenId, new AccountId("id of eva")] };

        var left = RoleWrites.Leave(theirs, BenId, Now);

        Assert.Equal(
            [new AccountId("id of eva")], Assert.Single(left.Facts.OfType<IdentityFact.PutRole>()).Role.Members);
    }

    [Theory]
    [InlineData("__user_5__", true)]
    [InlineData("__User_5__", true)]
    [InlineData("__user_5", false)]
    [InlineData("_user_5__", false)]
    public void People_can_t_choose_the_name_of_such_a_role(string name, bool isReserved)
    {
        var role = new Role { RoleId = new("4"), Name = "readers" };
        var created = RoleWrites.Create(new NewRole(name), null, 0, new("9"), Now);
        var renamed = RoleWrites.Update(role, role.RoleId, new RoleChange(name), null, Now);

        Assert.Equal(isReserved ? ProblemCodes.InvalidName : null, created.Problem?.Code);
        Assert.Equal(isReserved ? ProblemCodes.InvalidName : null, renamed.Problem?.Code);
    }

    private static StoreOutcome<Decision<IdentityFact, RolePermission>> Add(
        Role? role, NewRolePermission permission, int count = 0, long number = 9, int grants = 0) =>
        DirectGrantWrites.Add(Ben, BenId, role, TeamA, permission, grants, count, number, Now);

    private static StoreOutcome<Decision<IdentityFact, RolePermission>> Update(
        Role? role, NewRolePermission permission) =>
        DirectGrantWrites.Update(Ben, BenId, role, permission, Now);

    private static NewRolePermission On(string experiment, AccessLevel level = AccessLevel.Read) =>
        new(ResourceType.Experiment, level, experiment);

    private static Role RoleWith(int permissions) => new()
    {
        RoleId = new("9"),
        Workspace = TeamA,
        Name = "__user_5__",
        DirectFor = BenId,
        Members = [BenId],
        Permissions =
        [
            .. Enumerable.Range(0, permissions).Select(number =>
                new RolePermission(number, ResourceType.Experiment, $"{number}", AccessLevel.Read)),
        ],
    };
}
