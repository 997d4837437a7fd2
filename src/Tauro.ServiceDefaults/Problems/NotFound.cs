using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Storage;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>What the request names is not there.</summary>
public sealed class NotFound(StoreProblem problem) : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status404NotFound;

    public StoreProblem Problem => problem;

    public int? StatusCode => Status;

    /// <summary>Refuses with one of <see cref="Contracts.ProblemCodes"/> and a sentence that says what to do.</summary>
    public static NotFound Because(string code, string message) => new(StoreProblem.NotFound(code, message));

    public Task ExecuteAsync(HttpContext httpContext) =>
        Problems.Problem.Write(httpContext, Status, problem.Code, problem.Message);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(Status, typeof(Problem), [Problems.Problem.ContentType]));
}
