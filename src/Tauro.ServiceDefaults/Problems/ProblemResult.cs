using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.Stores;
using Tauro.Stores.Decisions;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// An error result of a handler. There is one type per status, so that a handler's return type lists its statuses.
/// </summary>
public abstract class ProblemResult(int status, StoreProblem problem) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public Task ExecuteAsync(HttpContext httpContext) =>
        Problem.Write(
            httpContext, status, problem.Code, problem.Message, problem.Position,
            (problem as PromotionRefused)?.Verdict);

    /// <summary>Adds the status to the OpenAPI description of a handler that returns this result.</summary>
    protected static void Describe(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]));
}
