using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Stores;
using Tauro.Stores.Identity;

namespace Tauro.Identity.Api.Access;

/// <summary>
/// What every account may do in the workspace <c>default</c>, without a role that was given to it:
/// <c>TAURO_DEFAULT_WORKSPACE_ACCESS</c> is <c>none</c>, the default, <c>read</c>, <c>use</c> or <c>edit</c>.
/// </summary>
internal sealed class DefaultAccess(IConfiguration configuration)
{
    /// <summary>The level; null for none.</summary>
    public AccessLevel? Level { get; } = Read(configuration);

    /// <summary>Reads the level; null for none.</summary>
    /// <exception cref="SettingException">It is one that there is not.</exception>
    public static AccessLevel? Read(IConfiguration configuration) => configuration[DefaultRole.Variable] switch
    {
        null or "" or "none" => null,
        "read" => AccessLevel.Read,
        "use" => AccessLevel.Use,
        "edit" => AccessLevel.Edit,
        var other => throw new SettingException(DefaultRole.Variable, other, "Set it to none, read, use or edit."),
    };

    /// <summary>Returns the roles of an account, with that of this setting.</summary>
    public async Task<IReadOnlyList<Role>> ListRoles(
        AccountId accountId, IIdentityStore store, CancellationToken cancel) =>
        DefaultRole.AddTo(await store.ListRoles(accountId, cancel), Level, [accountId]);
}
