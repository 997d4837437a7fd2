using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Mlflow;

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

        /// <summary>Answers the request with a problem; under MLflow's paths in MLflow's own form.</summary>
        public static Task Write(HttpContext context, int status, string code, string detail)
        {
            if (MlflowPaths.Owns(context.Request.Path))
                return MlflowErrors.WriteProblem(context, status, code, detail);
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(
                Problem.Of(context, status, code, detail), options: null, Problem.ContentType, context.RequestAborted);
        }
    }
}
