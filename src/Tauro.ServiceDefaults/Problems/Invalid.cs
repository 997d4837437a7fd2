using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Storage;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>The request can never succeed as it is.</summary>
public sealed class Invalid(StoreProblem problem) : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status400BadRequest;

    public StoreProblem Problem => problem;

    public int? StatusCode => Status;

    /// <summary>Refuses with one of <see cref="Contracts.ProblemCodes"/> and a sentence that says what to do.</summary>
    public static Invalid Because(string code, string message) => new(StoreProblem.Invalid(code, message));

    public Task ExecuteAsync(HttpContext httpContext) =>
        Problems.Problem.Write(httpContext, Status, problem.Code, problem.Message);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(Status, typeof(Problem), [Problems.Problem.ContentType]));
}
