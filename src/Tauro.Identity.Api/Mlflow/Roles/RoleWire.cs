using System.Globalization;
using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Json;
using Tauro.Mlflow;

namespace Tauro.Identity.Api.Mlflow.Roles;

/// <summary>Reads and writes roles in the form of MLflow's messages.</summary>
internal static class RoleWire
{
    public static MlflowResult ToResponse(Role role) =>
        new(writer => writer.Message("role", message => Write(message, role)));

    public static MlflowResult ToResponse(Role role, RolePermission permission) =>
        new(writer => writer.Message("role_permission", message => Write(message, role, permission)));

    public static void Write(MlflowWriter writer, Role role) => writer
        .Integer("id", NumberOf(role))
        .String("name", role.Name)
        .String("workspace", role.Workspace)
        .String("description", role.Description)
        .MessagesOrEmpty("permissions", role.Permissions, (item, permission) => Write(item, role, permission));

    public static void Write(MlflowWriter writer, Role role, RolePermission permission) => writer
        .Integer("id", permission.Number)
        .Integer("role_id", NumberOf(role))
        .String("resource_type", NameOf(permission.ResourceType))
        .String("resource_pattern", permission.ResourcePattern)
        .String("permission", ApiName.Get(permission.Permission));

    /// <summary>Writes that a user has a role. There is one assignment of a role to a user, so it has no other id.
    /// </summary>
    public static void WriteAssignment(MlflowWriter writer, Role role, Account account) => writer
        .Integer("id", account.Number)
        .Integer("user_id", account.Number)
        .String("username", account.Name)
        .Integer("role_id", NumberOf(role));

    /// <summary>Reads a value by its name in the API, in any letter case.</summary>
    public static T RequiredName<T>(this MlflowRequest request, string field) where T : struct, Enum =>
        request.RequiredString(field) is var name && Enum.GetValues<T>()
            .Cast<T?>().FirstOrDefault(value => NameOf(value!.Value).Equals(name, StringComparison.OrdinalIgnoreCase))
            is { } found
            ? found
            : throw MlflowException.Invalid(
                $"{field} is '{name}'; use one of {string.Join(", ", Enum.GetValues<T>().Select(NameOf))}.");

    private static string NameOf<T>(T value) where T : struct, Enum =>
        typeof(T) == typeof(ResourceType) ? ApiName.Get(value).ToLowerInvariant() : ApiName.Get(value);

    private static long NumberOf(Role role) => long.Parse(role.RoleId, CultureInfo.InvariantCulture);
}
