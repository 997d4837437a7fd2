namespace Tauro.LocalHosting;

public sealed class WaitAnnotation(IResource resource, WaitType waitType) : IResourceAnnotation
{
    public IResource Resource => resource;

    public WaitType WaitType => waitType;
}
