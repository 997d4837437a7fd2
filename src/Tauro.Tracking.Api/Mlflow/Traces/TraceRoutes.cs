using Tauro.Tracking.Api.Mlflow.TraceMetrics;

namespace Tauro.Tracking.Api.Mlflow.Traces;

/// <summary>Traces and assessments, <c>/api/3.0/mlflow/traces</c>, and MLflow's routes for them under 2.0.</summary>
internal static class TraceRoutes
{
    public static WebApplication MapMlflowTraces(this WebApplication app)
    {
        var current = app.MapMlflow("3.0");
        current.Post("traces", StartTrace.Handle);
        current.Get("traces/get", GetTrace.Handle);
        current.Get("traces/batchGet", GetTrace.HandleMany);
        current.Post("traces/batchGetInfos", GetTrace.HandleInfos);
        current.Post("traces/search", SearchTraces.Handle);
        current.Get("traces/{trace_id}", GetTrace.HandleInfo);
        current.Post("traces/{trace_id}/assessments", Assessments.Create);
        current.Get("traces/{trace_id}/assessments/{assessment_id}", Assessments.Get);
        current.Patch("traces/{trace_id}/assessments/{assessment_id}", Assessments.Update);
        current.Delete("traces/{trace_id}/assessments/{assessment_id}", Assessments.Delete);
        current.Post("traces/metrics", QueryTraceMetrics.Handle);
        current.Post("traces/calculate-filter-correlation", FilterCorrelation.Handle);
        var old = app.MapMlflow();
        old.Post("traces", OldTraces.Start);
        old.Get("traces", OldTraces.Search);
        old.Patch("traces/{trace_id}", OldTraces.End);
        old.Get("traces/{trace_id}/info", OldTraces.GetInfo);
        foreach (var version in (string[])["2.0", "3.0"])
        {
            var routes = app.MapMlflow(version);
            routes.Post("traces/delete-traces", DeleteTraces.Handle);
            routes.Patch("traces/{trace_id}/tags", TraceTags.Set);
            routes.Delete("traces/{trace_id}/tags", TraceTags.Delete);
            routes.Post("traces/link-to-run", TraceLinks.ToRun);
            routes.Post("traces/link-prompts", TraceLinks.Prompts);
            app.MapMlflowAjax(version).Get("get-trace-artifact", GetTraceArtifact.Handle);
        }

        return app;
    }
}
