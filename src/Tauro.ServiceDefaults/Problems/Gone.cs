using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>410: the requested resource existed, and is no longer kept.</summary>
public sealed class Gone(StoreProblem problem) : ProblemResult(Status, problem), IEndpointMetadataProvider
{
    private const int Status = StatusCodes.Status410Gone;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Describe(builder, Status);
}
