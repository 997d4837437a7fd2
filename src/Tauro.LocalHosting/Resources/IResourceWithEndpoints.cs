namespace Tauro.LocalHosting;

/// <summary>Listens on ports.</summary>
public interface IResourceWithEndpoints : IResource;
