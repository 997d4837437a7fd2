namespace Tauro.LocalHosting;

/// <summary>Something the program says about a resource and the engine reads when it starts it.</summary>
public interface IResourceAnnotation;
