using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.Wire;

/// <summary>MLflow's <c>ViewType</c>, by name or by number.</summary>
internal static class MlflowView
{
    /// <summary>Parses the view of a search; active ones only when it is absent or unknown.</summary>
    public static LifecycleView Parse(MlflowMessage request, string name)
    {
        if (!request.Has(name)) return LifecycleView.ActiveOnly;
        var value = request.Fields.GetProperty(name);
        var input = value.ValueKind == System.Text.Json.JsonValueKind.Array ? value[0].ToString() : value.ToString();
        return input switch
        {
            "DELETED_ONLY" or "2" => LifecycleView.DeletedOnly,
            "ALL" or "3" => LifecycleView.All,
            _ => LifecycleView.ActiveOnly,
        };
    }
}
