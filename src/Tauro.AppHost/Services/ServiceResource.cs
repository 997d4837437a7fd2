namespace Tauro.AppHost.Services;

/// <summary>
/// A service's project, run as the program that was built. Aspire's own project resource puts a <c>dotnet run</c>
/// before each program, which costs 65 MiB for good and a third of the CPU of the start.
/// </summary>
internal sealed class ServiceResource(string name, string program, string folder)
    : ExecutableResource(name, program, folder), IDotnetProgramResource, IResourceWithServiceDiscovery;
