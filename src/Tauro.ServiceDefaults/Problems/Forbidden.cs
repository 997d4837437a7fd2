using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Contracts;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>403: the principal of the request may not do that.</summary>
public sealed class Forbidden(StoreProblem problem) : ProblemResult(Status, problem), IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status403Forbidden;

    /// <summary>Creates the result from a message.</summary>
    public static Forbidden Because(string message) => new(StoreProblem.Invalid(ProblemCodes.Forbidden, message));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, Status);
}
