using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.Mlflow;

/// <summary>Answers failures under MLflow's paths as MLflow's server does.</summary>
public static class MlflowErrors
{
    // Clients' tests look for \" in the body, where the default would write \u0022.
    private static readonly JsonSerializerOptions AsPythonWrites =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The <c>error_code</c> of what a store refused.</summary>
    public static string CodeOf(StoreProblem problem) => problem switch
    {
        { Code: ProblemCodes.ExperimentNameTaken or ProblemCodes.ModelNameTaken } =>
            MlflowErrorCodes.ResourceAlreadyExists,
        { Kind: ProblemKind.NotFound } => MlflowErrorCodes.ResourceDoesNotExist,
        _ => MlflowErrorCodes.InvalidParameterValue,
    };

    /// <summary>The value, or the refusal thrown.</summary>
    public static T OrThrow<T>(this StoreOutcome<T> outcome) =>
        outcome.Problem is { } problem ? throw MlflowException.Of(problem) : outcome.Value;

    public static Task Write(HttpContext context, string errorCode, string message)
    {
        var response = context.Response;
        response.StatusCode = MlflowErrorCodes.StatusOf(errorCode);
        response.ContentType = "application/json";
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["error_code"] = errorCode, ["message"] = message }, AsPythonWrites);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Says a problem of the native surface, by its status, in MLflow's words.</summary>
    internal static Task WriteProblem(HttpContext context, int status, string code, string detail) =>
        (status, code) switch
        {
            (_, ProblemCodes.RouteNotFound) => MlflowStatusPage.NotFound(context),
            (_, ProblemCodes.MethodNotAllowed) => MlflowStatusPage.MethodNotAllowed(context),
            (_, ProblemCodes.InvalidPath) => Write(context, MlflowErrorCodes.InvalidParameterValue, "Invalid path"),
            _ => Write(context, CodeOf(status), detail),
        };

    // A full disk is answered as one that may have room again: MLflow's clients then wait and try again.
    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => MlflowErrorCodes.ResourceDoesNotExist,
        StatusCodes.Status429TooManyRequests => MlflowErrorCodes.RequestLimitExceeded,
        StatusCodes.Status501NotImplemented => MlflowErrorCodes.NotImplemented,
        StatusCodes.Status503ServiceUnavailable or StatusCodes.Status507InsufficientStorage =>
            MlflowErrorCodes.TemporarilyUnavailable,
        >= StatusCodes.Status500InternalServerError => MlflowErrorCodes.InternalError,
        _ => MlflowErrorCodes.InvalidParameterValue,
    };
}
