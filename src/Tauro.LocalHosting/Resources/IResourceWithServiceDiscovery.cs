namespace Tauro.LocalHosting;

/// <summary>Found by other services under its resource name.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
