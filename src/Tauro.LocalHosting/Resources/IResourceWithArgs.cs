namespace Tauro.LocalHosting;

/// <summary>Runs as a process that is given arguments.</summary>
public interface IResourceWithArgs : IResource;
