namespace Tauro.AppHost.Services;

/// <summary>
/// A service's project, run as the built program. Aspire's own project resource starts each program by
/// <c>dotnet run</c>, which permanently takes 65 MiB and costs a third of the CPU time of the start.
/// </summary>
internal sealed class ServiceResource(string name, string program, string folder)
    : ExecutableResource(name, program, folder), IDotnetProgramResource, IResourceWithServiceDiscovery;
