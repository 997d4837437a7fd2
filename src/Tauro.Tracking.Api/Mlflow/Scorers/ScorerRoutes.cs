using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Scorers, <c>/api/3.0/mlflow/scorers</c>: stored, but never run.</summary>
internal static class ScorerRoutes
{
    public static void MapMlflowScorers(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("scorers/register", RegisterScorer.Handle).RequiresOn(AccessAction.Update, ResourceType.Scorer);
        api.Get("scorers/list", ListScorers.Handle).RequiresOn(AccessAction.Read, ResourceType.Scorer);
        api.Get("scorers/versions", ListScorers.HandleVersions).RequiresOn(AccessAction.Read, ResourceType.Scorer);
        api.Get("scorers/get", GetScorer.Handle).RequiresOn(AccessAction.Read, ResourceType.Scorer);
        api.Delete("scorers/delete", DeleteScorer.Handle).RequiresOn(AccessAction.Delete, ResourceType.Scorer);
        api.Get("scorers/online-configs", OnlineConfigs.Get).RequiresOn(AccessAction.Read, ResourceType.Scorer);
        api.Put("scorers/online-config", OnlineConfigs.Set).RequiresOn(AccessAction.Update, ResourceType.Scorer);
    }
}
