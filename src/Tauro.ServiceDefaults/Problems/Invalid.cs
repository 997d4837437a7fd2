using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>The request can never succeed as it is.</summary>
public sealed class Invalid(StoreProblem problem) : Refusal(Status, problem), IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status400BadRequest;

    /// <summary>Refuses with one of <see cref="Contracts.ProblemCodes"/> and a sentence that says what to do.</summary>
    public static Invalid Because(string code, string message) => new(StoreProblem.Invalid(code, message));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, Status);
}
