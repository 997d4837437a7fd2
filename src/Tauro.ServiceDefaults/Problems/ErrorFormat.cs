using Microsoft.AspNetCore.Http;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// How a surface other than the native API writes its errors. Register one as a singleton; every error of a request
/// that it owns is then written by it instead of as problem details.
/// </summary>
/// <param name="Owns">Whether the request belongs to the surface; asked only when there is an error to write.</param>
/// <param name="Write">Writes status and body.</param>
public sealed record ErrorFormat(
    Func<HttpContext, bool> Owns, Func<HttpContext, int, string, string, Task> Write);
