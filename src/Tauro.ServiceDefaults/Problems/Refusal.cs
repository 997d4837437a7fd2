using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// A handler's refusal. There is one type for each status, so that a handler's return type names those it answers.
/// </summary>
public abstract class Refusal(int status, StoreProblem problem) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => status;

    public Task ExecuteAsync(HttpContext httpContext) =>
        Problem.Write(httpContext, status, problem.Code, problem.Message);

    /// <summary>What a handler that returns the refusal is described by in the OpenAPI document.</summary>
    protected static void Describe(EndpointBuilder builder, int status) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(Problem), [Problem.ContentType]));
}
