using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Tauro.Mlflow;

/// <summary>MLflow's <c>error_code</c> names, and the HTTP status that goes with each.</summary>
public static class MlflowErrorCodes
{
    public const string InvalidParameterValue = "INVALID_PARAMETER_VALUE";
    public const string BadRequest = "BAD_REQUEST";
    public const string ResourceAlreadyExists = "RESOURCE_ALREADY_EXISTS";
    public const string ResourceDoesNotExist = "RESOURCE_DOES_NOT_EXIST";
    public const string NotFound = "NOT_FOUND";
    public const string ResourceConflict = "RESOURCE_CONFLICT";
    public const string Unauthenticated = "UNAUTHENTICATED";
    public const string PermissionDenied = "PERMISSION_DENIED";
    public const string RequestLimitExceeded = "REQUEST_LIMIT_EXCEEDED";
    public const string ResourceExhausted = "RESOURCE_EXHAUSTED";
    public const string InternalError = "INTERNAL_ERROR";
    public const string NotImplemented = "NOT_IMPLEMENTED";
    public const string TemporarilyUnavailable = "TEMPORARILY_UNAVAILABLE";

    private static readonly FrozenDictionary<string, int> Statuses = new Dictionary<string, int>
    {
        [InvalidParameterValue] = StatusCodes.Status400BadRequest,
        [BadRequest] = StatusCodes.Status400BadRequest,
        [ResourceAlreadyExists] = StatusCodes.Status400BadRequest,
        [Unauthenticated] = StatusCodes.Status401Unauthorized,
        ["CUSTOMER_UNAUTHORIZED"] = StatusCodes.Status401Unauthorized,
        [PermissionDenied] = StatusCodes.Status403Forbidden,
        [ResourceDoesNotExist] = StatusCodes.Status404NotFound,
        [NotFound] = StatusCodes.Status404NotFound,
        ["ENDPOINT_NOT_FOUND"] = StatusCodes.Status404NotFound,
        [ResourceConflict] = StatusCodes.Status409Conflict,
        ["ALREADY_EXISTS"] = StatusCodes.Status409Conflict,
        ["ABORTED"] = StatusCodes.Status409Conflict,
        [RequestLimitExceeded] = StatusCodes.Status429TooManyRequests,
        [ResourceExhausted] = StatusCodes.Status429TooManyRequests,
        ["CANCELLED"] = StatusCodes.Status499ClientClosedRequest,
        [NotImplemented] = StatusCodes.Status501NotImplemented,
        [TemporarilyUnavailable] = StatusCodes.Status503ServiceUnavailable,
        ["DEADLINE_EXCEEDED"] = StatusCodes.Status504GatewayTimeout,
    }.ToFrozenDictionary();

    /// <summary>Returns the HTTP status of a code; 500 for an unlisted one, as in MLflow's server.</summary>
    public static int StatusOf(string errorCode) =>
        Statuses.GetValueOrDefault(errorCode, StatusCodes.Status500InternalServerError);
}
