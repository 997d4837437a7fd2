using Tauro.Contracts.Access;
using Tauro.Tracking.Api.Mlflow.TraceMetrics;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Traces and assessments, <c>/api/3.0/mlflow/traces</c>, and MLflow's routes for them under 2.0.</summary>
internal static class TraceRoutes
{
    public static WebApplication MapMlflowTraces(this WebApplication app)
    {
        var current = app.MapMlflow("3.0");
        current.Post("traces", StartTrace.Handle).RequiresOn(AccessAction.Update, ResourceType.Trace);
        current.Get("traces/get", GetTrace.Handle).RequiresOn(AccessAction.Read, ResourceType.Trace);
        current.Get("traces/batchGet", GetTrace.HandleMany).RequiresOn(AccessAction.Read, ResourceType.Trace);
        current.Post("traces/batchGetInfos", GetTrace.HandleInfos).RequiresOn(AccessAction.Read, ResourceType.Trace);
        current.Post("traces/search", SearchTraces.Handle).RequiresOn(AccessAction.Read, ResourceType.Trace);
        current.Get("traces/{trace_id}", GetTrace.HandleInfo).RequiresOn(AccessAction.Read, ResourceType.Trace);
        current.Post("traces/{trace_id}/assessments", Assessments.Create)
            .RequiresOn(AccessAction.Update, ResourceType.Assessment);
        current.Get("traces/{trace_id}/assessments/{assessment_id}", Assessments.Get)
            .RequiresOn(AccessAction.Read, ResourceType.Assessment);
        current.Patch("traces/{trace_id}/assessments/{assessment_id}", Assessments.Update)
            .RequiresOn(AccessAction.Update, ResourceType.Assessment);
        current.Delete("traces/{trace_id}/assessments/{assessment_id}", Assessments.Delete)
            .RequiresOn(AccessAction.Update, ResourceType.Assessment);
        current.Post("traces/metrics", QueryTraceMetrics.Handle).RequiresOn(AccessAction.Read, ResourceType.Trace);
        current.Post("traces/calculate-filter-correlation", FilterCorrelation.Handle)
            .RequiresOn(AccessAction.Read, ResourceType.Trace);
        var old = app.MapMlflow();
        old.Post("traces", OldTraces.Start).RequiresOn(AccessAction.Update, ResourceType.Trace);
        old.Get("traces", OldTraces.Search).RequiresOn(AccessAction.Read, ResourceType.Trace);
        old.Patch("traces/{trace_id}", OldTraces.End).RequiresOn(AccessAction.Update, ResourceType.Trace);
        old.Get("traces/{trace_id}/info", OldTraces.GetInfo).RequiresOn(AccessAction.Read, ResourceType.Trace);
        foreach (var version in (string[])["2.0", "3.0"])
        {
            var routes = app.MapMlflow(version);
            routes.Post("traces/delete-traces", DeleteTraces.Handle)
                .RequiresOn(AccessAction.Delete, ResourceType.Trace);
            routes.Patch("traces/{trace_id}/tags", TraceTags.Set).RequiresOn(AccessAction.Update, ResourceType.Trace);
            routes.Delete("traces/{trace_id}/tags", TraceTags.Delete)
                .RequiresOn(AccessAction.Update, ResourceType.Trace);
            routes.Post("traces/link-to-run", TraceLinks.ToRun).RequiresOn(AccessAction.Update, ResourceType.Trace);
            routes.Post("traces/link-prompts", TraceLinks.Prompts).RequiresOn(AccessAction.Update, ResourceType.Trace);
            app.MapMlflowAjax(version).Get("get-trace-artifact", GetTraceArtifact.Handle)
                .RequiresOn(AccessAction.Read, ResourceType.Trace);
        }

        return app;
    }
}
