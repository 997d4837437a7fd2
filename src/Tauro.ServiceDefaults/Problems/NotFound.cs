using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>404: the requested resource does not exist.</summary>
public sealed class NotFound(StoreProblem problem) : ProblemResult(Status, problem), IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status404NotFound;

    /// <summary>Creates the result from one of <see cref="Contracts.ProblemCodes"/> and a message.</summary>
    public static NotFound Because(string code, string message) => new(StoreProblem.NotFound(code, message));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, Status);
}
