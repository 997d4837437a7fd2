using Tauro.Contracts.Access;
using Tauro.Contracts.Artifacts;
using Tauro.ServiceDefaults.Principals;

namespace Tauro.Tracking.Api.Mlflow.Artifacts;

/// <summary>
/// What a path of the artifact store requires besides what its endpoint states: the files of logged models are in
/// <c>{experiment_id}/models</c>, and a folder above has them too.
/// </summary>
internal static class ProxiedAccess
{
    private const string Models = "models";

    public static void RequireFor(this HttpContext context, AccessAction action, ArtifactPath path)
    {
        if (path.IsRoot || path.Value.Split('/') is [_] or [_, Models, ..])
            context.Require(action, ResourceType.LoggedModel);
    }
}
