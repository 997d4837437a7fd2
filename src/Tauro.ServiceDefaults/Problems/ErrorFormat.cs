using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// The format of errors for clients of another kind than those of the native API. Register it as a singleton; it then
/// writes every error of the requests that it owns, instead of problem details.
/// </summary>
/// <param name="Owns">Whether the request is of such a client; called only when there is an error to write.</param>
/// <param name="Write">Writes the status and the body.</param>
public sealed record ErrorFormat(
    Func<HttpContext, bool> Owns, Func<HttpContext, int, string, string, Task> Write);
