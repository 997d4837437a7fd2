using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores;

namespace Tauro.Identity.Api.Access;

/// <summary>
/// What every account may do in the workspace <c>default</c>, without a role that was given to it:
/// <c>TAURO_DEFAULT_WORKSPACE_ACCESS</c> is <c>none</c>, the default, <c>read</c>, <c>use</c> or <c>edit</c>.
/// </summary>
internal sealed class DefaultAccess(IConfiguration configuration)
{
    private const string Variable = "TAURO_DEFAULT_WORKSPACE_ACCESS";

    private readonly AccessLevel? level = Read(configuration);

    /// <summary>Returns the level; null for none.</summary>
    /// <exception cref="SettingException">It is one that there is not.</exception>
    public static AccessLevel? Read(IConfiguration configuration) => configuration[Variable] switch
    {
        null or "" or "none" => null,
        "read" => AccessLevel.Read,
        "use" => AccessLevel.Use,
        "edit" => AccessLevel.Edit,
        var other => throw new SettingException(Variable, other, "Set it to none, read, use or edit."),
    };

    /// <summary>Adds the role that accounts have by this setting, if it is on.</summary>
    /// <param name="roles">The roles that were given.</param>
    /// <param name="accounts">The accounts.</param>
    public IReadOnlyList<Role> AddTo(IReadOnlyList<Role> roles, IEnumerable<AccountId> accounts) => level is { } granted
        ? [
            .. roles,
            new Role
            {
                RoleId = new RoleId("0"),
                Name = Variable,
                Permissions =
                [
                    new RolePermission(0, ResourceType.Experiment, Grant.All, granted),
                    new RolePermission(0, ResourceType.RegisteredModel, Grant.All, granted),
                    // To read is nothing that a workspace allows; to create is what Use of it allows.
                    .. granted == AccessLevel.Read
                        ? []
                        : (RolePermission[])[new(0, ResourceType.Workspace, Grant.All, AccessLevel.Use)],
                ],
                Members = [.. accounts],
            },
        ]
        : roles;
}
