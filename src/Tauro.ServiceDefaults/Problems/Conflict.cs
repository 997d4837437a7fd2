using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>409: the request conflicts with the current state.</summary>
public sealed class Conflict(StoreProblem problem) : ProblemResult(Status, problem), IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status409Conflict;

    /// <summary>Creates the result from one of <see cref="Contracts.ProblemCodes"/> and a message.</summary>
    public static Conflict Because(string code, string message) => new(StoreProblem.Conflict(code, message));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, Status);
}
