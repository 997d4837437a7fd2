using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>The principal of a request, or why it has none.</summary>
/// <param name="Principal">Null when the request is refused.</param>
/// <param name="Status">The status of the refusal.</param>
/// <param name="Code">One of <see cref="ProblemCodes"/>.</param>
/// <param name="Detail">Why it is refused, and the remedy.</param>
/// <param name="RetryAfter">When to try again; null when that does not help.</param>
/// <param name="Page">The page to open instead, in a browser; null to report the refusal.</param>
public sealed record PrincipalResult(
    Principal? Principal, int Status, string Code, string Detail, TimeSpan? RetryAfter = null, string? Page = null)
{
    /// <summary>The request has no credentials.</summary>
    public static PrincipalResult Missing { get; } = Unauthenticated(
        "The request has no credentials. Send an API key as a bearer token, or as the password of Basic "
        + "authentication: MLflow's clients take it from MLFLOW_TRACKING_TOKEN.");

    public static PrincipalResult Unauthenticated(string detail) =>
        new(null, StatusCodes.Status401Unauthorized, ProblemCodes.Unauthenticated, detail);

    public static implicit operator PrincipalResult(Principal principal) =>
        new(principal, StatusCodes.Status200OK, "", "");
}
