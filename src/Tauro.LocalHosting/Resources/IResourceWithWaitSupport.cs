namespace Tauro.LocalHosting;

/// <summary>Can be held back until another resource is ready.</summary>
public interface IResourceWithWaitSupport : IResource;
