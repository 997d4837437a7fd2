using Tauro.Contracts.Access;

namespace Tauro.Identity.Api.Mlflow;

/// <summary>MLflow's routes for users.</summary>
internal static class MlflowUserEndpoints
{
    public static void MapMlflowUsers(this IEndpointRouteBuilder app)
    {
        var mlflow = app.MapMlflow();
        mlflow.Post("users/create", CreateUser.Handle).RequiresAdmin();
        mlflow.Get("users/get", GetUser.Handle).RequiresPrincipal();
        mlflow.Get("users/current", GetUser.HandleCurrent).RequiresPrincipal();
        mlflow.Get("users/list", ListUsers.Handle).Requires(AccessAction.Manage, ResourceType.Workspace);
        mlflow.Patch("users/update-password", UpdatePassword.Handle).RequiresPrincipal();
        mlflow.Patch("users/update-admin", UpdateAdmin.Handle).RequiresAdmin();
        mlflow.Delete("users/delete", DeleteUser.Handle).RequiresAdmin();
    }
}
