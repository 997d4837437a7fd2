using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>400: the request is invalid and will fail again unless it is changed.</summary>
public sealed class Invalid(StoreProblem problem) : ProblemResult(Status, problem), IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status400BadRequest;

    /// <summary>Creates the result from one of <see cref="Contracts.ProblemCodes"/> and a message.</summary>
    public static Invalid Because(string code, string message) => new(StoreProblem.Invalid(code, message));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, Status);
}
