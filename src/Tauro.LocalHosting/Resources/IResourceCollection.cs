namespace Tauro.LocalHosting;

public interface IResourceCollection : IList<IResource>;
