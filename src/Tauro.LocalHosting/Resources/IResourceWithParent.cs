namespace Tauro.LocalHosting;

/// <summary>Lives inside another resource, as a database does in its server.</summary>
public interface IResourceWithParent : IResource
{
    IResource Parent { get; }
}
