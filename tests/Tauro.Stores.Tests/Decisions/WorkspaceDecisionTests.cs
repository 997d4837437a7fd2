using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Events;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores.Identity;

namespace Tauro.Stores.Tests.Decisions;

public sealed class WorkspaceDecisionTests
{
    private const long Now = 1_800_000_000_000;

    private static readonly WorkspaceName TeamA = new("team-a");

    [Fact]
    public void A_deletion_removes_the_roles_and_revokes_the_keys_of_the_workspace()
    {
        var role = new Role { RoleId = new("4"), Workspace = TeamA, Name = "user" };
        var key = new StoredApiKey(
            new ApiKey
            {
                KeyId = new("k"), AccountId = new("a"), Name = "job", Workspace = TeamA, ExpirationTime = Now + 1,
            },
            "hash");

        var deleted = WorkspaceWrites.Delete(
            new Workspace { Name = TeamA }, TeamA, [role], [], [key], new AccountId("ann"), Now).Value;

        Assert.Equal(
            [typeof(WorkspaceDeleted), typeof(RoleDeleted), typeof(ApiKeyRevoked)],
            deleted.Events.Select(done => done.GetType()));
        Assert.Equal(role.RoleId, Assert.Single(deleted.Facts.OfType<IdentityFact.RemoveRole>()).RoleId);
        var revoked = Assert.Single(deleted.Facts.OfType<IdentityFact.PutKey>()).Key.Key;
        Assert.Equal((Now, new AccountId("ann")), (revoked.RevocationTime, revoked.RevokedBy));
    }

    [Fact]
    public void A_workspace_has_two_roles_that_are_valid_in_it_only()
    {
        var created = WorkspaceWrites.Create(new NewWorkspace(TeamA), null, 0, 0, 7, Now).Value;

        Assert.Equal(
            [("admin", AccessLevel.Manage), ("user", AccessLevel.Use)],
            created.Facts.OfType<IdentityFact.PutRole>().Select(put =>
                (put.Role.Name, Assert.Single(put.Role.Permissions).Permission)));
        Assert.All(created.Facts.OfType<IdentityFact.PutRole>(), put => Assert.Equal(TeamA, put.Role.Workspace));
        // The next number is the sequence of the next event.
        Assert.Equal(3, created.Events.Count);
    }

    [Fact]
    public void There_is_a_limit_and_the_default_stays()
    {
        Assert.Equal(
            ProblemCodes.LimitExceeded,
            WorkspaceWrites.Create(new NewWorkspace(TeamA), null, Limits.WorkspacesMax, 0, 7, Now).Problem?.Code);
        Assert.Equal(
            ProblemCodes.DefaultWorkspace,
            WorkspaceWrites.Delete(
                new Workspace { Name = WorkspaceName.Default }, WorkspaceName.Default, [], [], [], null, Now)
                .Problem?.Code);
    }
}
