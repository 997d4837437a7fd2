using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// The error format of an API other than the native one. Register it as a singleton; it then writes every error of the
/// requests that it owns, instead of problem details.
/// </summary>
/// <param name="Owns">Whether the request belongs to the API; called only when there is an error to write.</param>
/// <param name="Write">Writes the status and the body.</param>
public sealed record ErrorFormat(
    Func<HttpContext, bool> Owns, Func<HttpContext, int, string, string, Task> Write);
