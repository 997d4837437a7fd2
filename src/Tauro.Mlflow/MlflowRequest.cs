using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Bodies;

namespace Tauro.Mlflow;

/// <summary>
/// A request to MLflow's API: the query of a GET, or a JSON body. Unknown members are ignored. A body that is not JSON
/// counts as empty, as in MLflow's server, so the error is about the first required member.
/// </summary>
public sealed class MlflowRequest : MlflowMessage
{
    private MlflowRequest(HttpContext context, JsonElement fields, bool isQuery) : base(fields, isQuery) =>
        Context = context;

    public HttpContext Context { get; }

    public CancellationToken Cancel => Context.RequestAborted;

    /// <summary>Gets the run id, from <c>run_id</c> or the deprecated <c>run_uuid</c>.</summary>
    public RunId RequiredRunId() => Id<RunId>("run_id") ?? Id<RunId>("run_uuid") ?? throw MissingValue("run_id");

    /// <summary>Gets a route value, decoded.</summary>
    public string Route(string name) => Context.Request.RouteValues[name] as string ?? "";

    /// <summary>Gets a route value as an id.</summary>
    public TId RouteId<TId>(string name) where TId : struct, IId<TId> =>
        TId.TryParse(Route(name), null, out var id) ? id : default;

    public static async ValueTask<MlflowRequest> BindAsync(HttpContext context)
    {
        var request = context.Request;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (reads && request.Query.Count > 0)
            return new MlflowRequest(context, FromQuery(request.Query), isQuery: true);
        if (!reads && !IsNamedByPath(request)) CheckContentType(request);
        return new MlflowRequest(context, await CompleteBody.Read(context, MlflowJson.Read), isQuery: false);
    }

    /// <summary>Throws unless the body is declared as JSON.</summary>
    public static void CheckContentType(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType))
            throw MlflowException.Invalid("Bad Request. Content-Type header is missing.");
        var type = request.ContentType.AsSpan();
        if (type.IndexOf(';') is var end and >= 0) type = type[..end];
        if (!type.Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
            throw MlflowException.Invalid("Bad Request. Content-Type must be one of ['application/json'].");
    }

    // When the path identifies what to delete (a logged model or a webhook), MLflow's server ignores the body, and its
    // clients send neither a body nor a content type. When the body identifies it (a model or an alias), the type is
    // required.
    private static bool IsNamedByPath(HttpRequest request) => HttpMethods.IsDelete(request.Method)
        && request.RouteValues.Count > 0 && string.IsNullOrEmpty(request.ContentType)
        && request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0;

    private static JsonElement FromQuery(IQueryCollection query) => JsonSerializer.SerializeToElement(
        query.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
}
