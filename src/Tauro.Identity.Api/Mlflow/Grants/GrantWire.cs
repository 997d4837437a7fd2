using Tauro.Contracts.Access;
using Tauro.Contracts.Json;
using Tauro.Identity.Api.Mlflow.Roles;
using Tauro.Mlflow;

namespace Tauro.Identity.Api.Mlflow.Grants;

/// <summary>Reads and writes levels of access in the form of MLflow's messages.</summary>
internal static class GrantWire
{
    /// <summary>No access; of clients up to MLflow 3.12, also a denial.</summary>
    public const string NoPermissions = "NO_PERMISSIONS";

    /// <summary>Reads the level in <c>permission</c>.</summary>
    public static AccessLevel RequiredLevel(this MlflowRequest request) =>
        request.RequiredString("permission").Equals(NoPermissions, StringComparison.OrdinalIgnoreCase)
            ? AccessLevel.Deny
            : request.RequiredName<AccessLevel>("permission");

    /// <summary>Returns the name of a level; null for no access.</summary>
    public static string NameOf(AccessLevel? level) => level is { } known ? ApiName.Get(known) : NoPermissions;
}
