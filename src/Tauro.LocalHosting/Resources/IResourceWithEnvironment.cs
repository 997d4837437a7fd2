namespace Tauro.LocalHosting;

/// <summary>Runs as a process that is given environment variables.</summary>
public interface IResourceWithEnvironment : IResource;
