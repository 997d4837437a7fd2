using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Contracts.Policies;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>Creates and writes <see cref="Problem"/> responses.</summary>
public static class ProblemResponses
{
    extension(Problem)
    {
        /// <summary>Creates a problem for a request.</summary>
        public static Problem Create(
            HttpContext context, int status, string code, string detail, GateVerdict? verdict = null) => new(
            $"docs/reference/problems.md#{code}",
            char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' '),
            status,
            detail,
            code,
            Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            verdict);

        /// <summary>Writes a problem as the response, in the <see cref="ErrorFormat"/> of the request's API.</summary>
        public static Task Write(
            HttpContext context, int status, string code, string detail, int? position = null,
            GateVerdict? verdict = null)
        {
            if (status == StatusCodes.Status403Forbidden) RefusalHeader.Set(context, detail);
            foreach (var format in context.RequestServices.GetServices<ErrorFormat>())
                if (format.Owns(context)) return format.Write(context, status, code, detail);
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(
                Problem.Create(context, status, code, detail, verdict) with { Position = position },
                options: null,
                Problem.ContentType,
                context.RequestAborted);
        }
    }
}
