using Tauro.Contracts.Access;
using Tauro.Contracts.Identity;
using Tauro.Mlflow;

namespace Tauro.Identity.Api.Mlflow.Grants;

/// <summary>
/// The routes by which clients up to MLflow 3.12 share experiments and registered models. Their responses say that they
/// are deprecated.
/// </summary>
internal static class MlflowPermissionEndpoints
{
    public static void MapMlflowPermissions(this IEndpointRouteBuilder app)
    {
        var mlflow = app.MapMlflow();
        Map(mlflow, "experiments", ResourceType.Experiment, "experiment_id", "experiment_permission");
        Map(mlflow, "registered-models", ResourceType.RegisteredModel, "name", "registered_model_permission");
    }

    /// <param name="mlflow">The prefixes.</param>
    /// <param name="noun">The resources in the path.</param>
    /// <param name="type">Their type.</param>
    /// <param name="field">The field with the id or name of one.</param>
    /// <param name="message">The name of a permission in responses.</param>
    private static void Map(MlflowRoutes mlflow, string noun, ResourceType type, string field, string message)
    {
        var start = $"{noun}/permissions";
        mlflow.Post($"{start}/create", Create).RequiresPrincipal();
        mlflow.Get($"{start}/get", Get).RequiresPrincipal();
        mlflow.Patch($"{start}/update", Update).RequiresPrincipal();
        mlflow.Delete($"{start}/delete", Delete).RequiresPrincipal();

        async Task<MlflowResult> Create(MlflowRequest request, DirectGrants grants) =>
            ToResponse(request, await grants.Add(request, ReadWithLevel(request)));

        async Task<MlflowResult> Get(MlflowRequest request, DirectGrants grants) =>
            ToResponse(request, await grants.Get(request, Read(request)));

        async Task<MlflowResult> Update(MlflowRequest request, DirectGrants grants)
        {
            await grants.Update(request, ReadWithLevel(request));
            return MlflowResult.Empty;
        }

        async Task<MlflowResult> Delete(MlflowRequest request, DirectGrants grants)
        {
            await grants.Remove(request, Read(request));
            return MlflowResult.Empty;
        }

        NewRolePermission Read(MlflowRequest request)
        {
            MarkDeprecated(request.Context.Response);
            return new NewRolePermission(type, AccessLevel.Read, request.RequiredString(field));
        }

        NewRolePermission ReadWithLevel(MlflowRequest request) =>
            Read(request) with { Permission = request.RequiredLevel() };

        MlflowResult ToResponse(MlflowRequest request, UserGrant grant) => new(writer => writer.Message(
            message, item => item
                .String(field, request.RequiredString(field))
                .Integer("user_id", grant.User.Number)
                .String("permission", grant.Permission.Permission == AccessLevel.Deny
                    ? GrantWire.NoPermissions
                    : GrantWire.NameOf(grant.Permission.Permission))));
    }

    // An error clears the headers that are set before it.
    private static void MarkDeprecated(HttpResponse response) => response.OnStarting(() =>
    {
        response.Headers["Deprecation"] = "true";
        return Task.CompletedTask;
    });
}
