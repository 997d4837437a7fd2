using Tauro.Contracts.Access;

namespace Tauro.Tracking.Api.Mlflow.Issues;

/// <summary>Issues, <c>/api/3.0/mlflow/issues</c>: stored for clients, which find them.</summary>
internal static class IssueRoutes
{
    public static void MapMlflowIssues(this WebApplication app)
    {
        var api = app.MapMlflow("3.0");
        api.Post("issues", CreateIssue.Handle).RequiresOn(AccessAction.Update, ResourceType.Trace);
        api.Post("issues/search", SearchIssues.Handle).RequiresOn(AccessAction.Read, ResourceType.Trace);
        api.Get("issues/{issue_id}", GetIssue.Handle).RequiresOn(AccessAction.Read, ResourceType.Trace);
        api.Patch("issues/{issue_id}", UpdateIssue.Handle).RequiresOn(AccessAction.Update, ResourceType.Trace);
    }
}
