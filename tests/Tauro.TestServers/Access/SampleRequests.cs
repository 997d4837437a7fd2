using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Tauro.TestServers.Shapes;

namespace Tauro.TestServers.Access;

/// <summary>
/// A valid request to each endpoint, in the format of a fixture: for the routes of MLflow, that of its fixture; for
/// others, one of the parameters of the route and a body of this table.
/// </summary>
internal static class SampleRequests
{
    private const string Runs = """{"experiment_ids": ["{experiment}"]}""";

    private const string By = """{"by": "ann"}""";

    private static readonly List<(string Json, ShapeFixture Request)> Fixtures =
    [
        .. ShapeFixture.Names.Select(ShapeFixture.ReadFile).Select(json => (json, ShapeFixture.Parse(json)))
            .Where(fixture => fixture.Item2.Status is < 400 or 501),
    ];

    /// <summary>The parameters of routes: an id or a name that the seed has, or one that does not matter.</summary>
    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["experiment_id"] = "{experiment}", ["run_id"] = "{run}", ["trace_id"] = "{trace}", ["name"] = "{model}",
        ["dataset_id"] = "{dataset}", ["rule_id"] = "{rule}", ["model_id"] = "{logged_model}", ["alias"] = "champion",
        ["path"] = "top.txt", ["key"] = "k", ["check"] = "smoke", ["workspace"] = "default",
    };

    private static readonly Dictionary<string, string> Queries = new()
    {
        ["GET /api/v1/experiments/by-name"] = "?name={name}",
        ["GET /api/v1/runs/compare"] = "?run_id={run}&run_id={other_run}",
        ["GET /api/v1/runs/export"] = "?experiment_id={experiment}",
        ["GET /api/v1/runs/{run_id}/metrics/history"] = "?key=acc",
        ["GET /api/v1/runs/{run_id}/metrics/sample"] = "?key=acc",
    };

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST /api/v1/experiments/"] = """{"name": "{new_name}"}""",
        ["PATCH /api/v1/experiments/{experiment_id}"] = """{"description": "d"}""",
        ["POST /api/v1/runs/"] = """{"experiment_id": "{experiment}"}""",
        ["POST /api/v1/runs/search"] = Runs,
        ["POST /api/v1/runs/count"] = Runs,
        ["POST /api/v1/runs/aggregate"] = Runs,
        ["POST /api/v1/runs/table"] = Runs,
        ["POST /api/v1/runs/keys"] = Runs,
        ["POST /api/v1/runs/export"] = Runs,
        ["POST /api/v1/runs/compare"] = """{"run_ids": ["{run}", "{other_run}"]}""",
        ["POST /api/v1/traces/search"] = Runs,
        ["PATCH /api/v1/runs/{run_id}"] = """{"note": "n"}""",
        ["POST /api/v1/runs/{run_id}/end"] = """{"status": "COMPLETED"}""",
        ["POST /api/v1/runs/{run_id}/params"] = """{"params": {"p": "1"}}""",
        ["POST /api/v1/runs/{run_id}/tags"] = """{"tags": {"t": "1"}}""",
        ["POST /api/v1/runs/{run_id}/batch"] = """{"tags": {"t": "1"}}""",
        ["POST /api/v1/runs/{run_id}/metrics/"] = """{"key": "m", "value": 1}""",
        ["POST /api/v1/runs/{run_id}/uploads"] = """{"path": "other.bin"}""",
        ["POST /api/v1/metric-rules/"] =
            """{"metric": "acc", "type": "NO_POINT", "experiment_id": "{experiment}", "minutes": 5}""",
        ["POST /api/v1/models/"] = """{"name": "{new_name}"}""",
        ["PATCH /api/v1/models/{name}"] = """{"description": "d"}""",
        ["POST /api/v1/models/{name}/versions/"] = """{"artifact_mode": "NONE"}""",
        ["PATCH /api/v1/models/{name}/versions/{version:int}"] = """{"description": "d"}""",
        ["POST /api/v1/models/{name}/versions/{version:int}/stage"] = """{"stage": "Staging"}""",
        ["POST /api/v1/models/{name}/rollback"] = """{"stage": "Production"}""",
        ["PUT /api/v1/models/{name}/aliases/{alias}/"] = """{"version": 1}""",
        ["POST /api/v1/models/{name}/versions/{version:int}/promotion/preview"] = """{"gate": "PRODUCTION"}""",
        ["PUT /api/v1/models/{name}/versions/{version:int}/checks/{check}"] = """{"status": "PASSED"}""",
        ["POST /api/v1/models/{name}/versions/{version:int}/approvals/"] = """{"gate": "PRODUCTION", "by": "ann"}""",
        ["POST /api/v1/models/{name}/versions/{version:int}/approvals/{approval_id}/approve"] = By,
        ["POST /api/v1/models/{name}/versions/{version:int}/approvals/{approval_id}/reject"] = By,
        ["POST /api/v1/models/{name}/versions/{version:int}/approvals/{approval_id}/withdraw"] = By,
        ["POST /api/v1/models/{name}/versions/{version:int}/uploads"] = """{"path": "other.bin"}""",
    };

    /// <summary>The status for who may do it, where the data does not allow it.</summary>
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["POST /api/v1/models/{name}/rollback"] = 409,
        ["POST /api/v1/models/{name}/versions/{version:int}/approvals/{approval_id}/approve"] = 404,
        ["POST /api/v1/models/{name}/versions/{version:int}/approvals/{approval_id}/reject"] = 404,
        ["POST /api/v1/models/{name}/versions/{version:int}/approvals/{approval_id}/withdraw"] = 404,
        ["GET /api/v1/models/{name}/versions/{version:int}/artifacts/{**path}"] = 409,
        ["HEAD /api/v1/models/{name}/versions/{version:int}/artifacts/{**path}"] = 409,
        ["GET /api/v1/registry/policies/{name}"] = 404,
        ["POST /api/v1/runs/{run_id}/purge"] = 409,
        ["DELETE /api/v1/runs/{run_id}/tags/{**key}"] = 404,
    };

    private static readonly string[] Pending = ["/artifacts", "/uploads", "/finalize"];
    private static readonly string[] OfDeleted = ["/restore", "/purge"];
    private static readonly string[] WithBody = ["POST", "PUT", "PATCH"];

    /// <summary>Returns the request to an endpoint, with names in braces.</summary>
    public static string Find(string method, RouteEndpoint endpoint)
    {
        var path = AccessTable.RouteOf(endpoint);
        var prefix = ServedRoute.PrefixOf(path);
        var route = new ServedRoute(method, ServedRoute.ToApiPath(path), [prefix]);
        var fixture = Fixtures.FirstOrDefault(fixture => route.IsAskedBy(fixture.Request));
        if (fixture.Json is null) return CreateNative(method, path, endpoint);
        var target = fixture.Request.Path;
        var moved = prefix.Length == 0
            ? target
            : new ServedRoute(method, ServedRoute.ToApiPath(target), [prefix]).Under(prefix);
        var json = JsonNode.Parse(fixture.Json)!;
        json["path"] = moved;
        return json.ToJsonString();
    }

    private static string CreateNative(string method, string route, RouteEndpoint endpoint)
    {
        var key = $"{method} {route}";
        var path = RoutePath.Create(endpoint.RoutePattern, name => ParameterOf(name, route))
            + Queries.GetValueOrDefault(key, "");
        var isPart = method == "PATCH" && route.Contains("/uploads/", StringComparison.Ordinal);
        var content = !WithBody.Contains(method) ? ""
            : isPart || route.EndsWith("{**path}", StringComparison.Ordinal) ? ", \"upload\": \"x\""
            : $", \"request\": {Bodies.GetValueOrDefault(key, "{}")}";
        var send = isPart ? """, "send": {"Upload-Offset": "0"}""" : "";
        var status = Statuses.GetValueOrDefault(key);
        return $$"""{"method": "{{method}}", "path": "{{path}}", "status": {{status}}{{content}}{{send}}}""";
    }

    private static string ParameterOf(string name, string route) => name switch
    {
        "upload_id" when route.StartsWith("/api/v1/registry", StringComparison.Ordinal) => "{version_upload}",
        "upload_id" => "{run_upload}",
        "version" when Pending.Any(route.Contains) => "{pending}",
        "path" when route.StartsWith("/api/v1/models", StringComparison.Ordinal) => "a.bin",
        "experiment_id" when OfDeleted.Any(route.EndsWith) => "{deleted_experiment}",
        _ => Parameters.GetValueOrDefault(name, "1"),
    };
}
