using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.Stores;
using Tauro.Stores.Decisions;

namespace Tauro.Mlflow;

/// <summary>Writes errors under MLflow's paths in the format of MLflow's server.</summary>
public static class MlflowErrors
{
    // Clients' tests look for \" in the body; the default encoder would write \u0022.
    private static readonly JsonSerializerOptions AsPythonWrites =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Gets the <c>error_code</c> for a problem from a store.</summary>
    public static string CodeOf(StoreProblem problem) => problem switch
    {
        {
            Code: ProblemCodes.ExperimentNameTaken or ProblemCodes.ModelNameTaken or ProblemCodes.LabelSchemaNameTaken
                or ProblemCodes.ReviewQueueNameTaken or ProblemCodes.WorkspaceNameTaken or ProblemCodes.RoleNameTaken
                or ProblemCodes.PermissionExists
        } => MlflowErrorCodes.ResourceAlreadyExists,
        // A client repeats a request after the 500 of MLflow's INVALID_STATE, which would not help here.
        {
            Code: ProblemCodes.ModelBeingDeleted or ProblemCodes.PromotionRefused or ProblemCodes.BeingPurged
                or ProblemCodes.ProposalChanged or ProblemCodes.LimitReached or ProblemCodes.QuotaExceeded
                or ProblemCodes.OnHold
        } or { Code: ProblemCodes.ChecksumMismatch, Kind: ProblemKind.Conflict } => MlflowErrorCodes.ResourceConflict,
        // The ids of experiments are integers, so this can't be one.
        ExperimentMissing missing when !IsInteger(missing.ExperimentId) => MlflowErrorCodes.InvalidParameterValue,
        { Kind: ProblemKind.NotFound } => MlflowErrorCodes.ResourceDoesNotExist,
        _ => MlflowErrorCodes.InvalidParameterValue,
    };

    /// <summary>Whether a value can be the id of an experiment in MLflow.</summary>
    public static bool IsInteger(string id) =>
        long.TryParse(id, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);

    /// <summary>Returns the value, or throws the problem as an <see cref="MlflowException"/>.</summary>
    public static T OrThrow<T>(this StoreOutcome<T> outcome) =>
        outcome.Problem is { } problem ? throw MlflowException.From(problem) : outcome.Value;

    /// <param name="context">The request.</param>
    /// <param name="errorCode">One of <see cref="MlflowErrorCodes"/>.</param>
    /// <param name="message">What was wrong.</param>
    /// <param name="status">Another status than that of the code.</param>
    public static Task Write(HttpContext context, string errorCode, string message, int? status = null)
    {
        var response = context.Response;
        response.StatusCode = status ?? MlflowErrorCodes.StatusOf(errorCode);
        response.ContentType = "application/json";
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string> { ["error_code"] = errorCode, ["message"] = message }, AsPythonWrites);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Returns the message for an invalid path: the words that clients match on, and the reason.</summary>
    public static string InvalidPath(string reason) => $"Invalid path: {reason}";

    /// <summary>Writes a problem of the native API, by its status, in MLflow's format.</summary>
    internal static Task WriteProblem(HttpContext context, int status, string code, string detail) =>
        (status, code) switch
        {
            (_, ProblemCodes.RouteNotFound) => MlflowStatusPage.NotFound(context),
            (_, ProblemCodes.MethodNotAllowed) => MlflowStatusPage.MethodNotAllowed(context),
            (_, ProblemCodes.ForeignHost) => WriteRefusal(
                context, status, "Invalid Host header - possible DNS rebinding attack detected"),
            (_, ProblemCodes.ForeignOrigin) => WriteRefusal(context, status, "Cross-origin request blocked"),
            (_, ProblemCodes.InvalidPath) =>
                Write(context, MlflowErrorCodes.InvalidParameterValue, InvalidPath(detail)),
            (StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout, _) => Write(
                context, MlflowErrorCodes.InvalidParameterValue, detail, status),
            _ => Write(context, CodeOf(status), detail),
        };

    // MLflow responds with plain text here, not with one of its JSON errors.
    private static Task WriteRefusal(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message, context.RequestAborted);
    }

    // A full disk is reported as temporarily unavailable, because MLflow's clients then wait and retry.
    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => MlflowErrorCodes.Unauthenticated,
        StatusCodes.Status403Forbidden => MlflowErrorCodes.PermissionDenied,
        StatusCodes.Status404NotFound => MlflowErrorCodes.ResourceDoesNotExist,
        StatusCodes.Status429TooManyRequests => MlflowErrorCodes.RequestLimitExceeded,
        StatusCodes.Status501NotImplemented => MlflowErrorCodes.NotImplemented,
        StatusCodes.Status503ServiceUnavailable or StatusCodes.Status507InsufficientStorage =>
            MlflowErrorCodes.TemporarilyUnavailable,
        >= StatusCodes.Status500InternalServerError => MlflowErrorCodes.InternalError,
        _ => MlflowErrorCodes.InvalidParameterValue,
    };
}
