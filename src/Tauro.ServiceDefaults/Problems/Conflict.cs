using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>The request does not fit the present state.</summary>
public sealed class Conflict(StoreProblem problem) : Refusal(Status, problem), IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status409Conflict;

    /// <summary>Refuses with one of <see cref="Contracts.ProblemCodes"/> and a sentence that says what to do.</summary>
    public static Conflict Because(string code, string message) => new(StoreProblem.Conflict(code, message));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, Status);
}
