namespace Tauro.LocalHosting;

/// <summary>A .NET project that runs as a process of its own, or as several.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery,
      IResourceWithWaitSupport;
