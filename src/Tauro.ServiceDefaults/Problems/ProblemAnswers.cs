using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>Answers requests with a <see cref="Problem"/>.</summary>
public static class ProblemAnswers
{
    extension(Problem)
    {
        /// <summary>A problem of this request.</summary>
        public static Problem Of(HttpContext context, int status, string code, string detail) => new(
            $"docs/reference/problems.md#{code}",
            char.ToUpperInvariant(code[0]) + code[1..].Replace('_', ' '),
            status,
            detail,
            code,
            Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);

        /// <summary>Answers the request with a problem, in the <see cref="ErrorFormat"/> of its surface.</summary>
        public static Task Write(HttpContext context, int status, string code, string detail)
        {
            foreach (var format in context.RequestServices.GetServices<ErrorFormat>())
                if (format.Owns(context)) return format.Write(context, status, code, detail);
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(
                Problem.Of(context, status, code, detail), options: null, Problem.ContentType, context.RequestAborted);
        }
    }
}
