namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>Scorers, <c>/api/3.0/mlflow/scorers</c>: stored, but never run.</summary>
internal static class ScorerRoutes
{
    public static void MapMlflowScorers(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("scorers/register", RegisterScorer.Handle);
        api.Get("scorers/list", ListScorers.Handle);
        api.Get("scorers/versions", ListScorers.HandleVersions);
        api.Get("scorers/get", GetScorer.Handle);
        api.Delete("scorers/delete", DeleteScorer.Handle);
        api.Get("scorers/online-configs", OnlineConfigs.Get);
        api.Put("scorers/online-config", OnlineConfigs.Set);
    }
}
