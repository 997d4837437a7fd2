namespace Tauro.LocalHosting;

/// <summary>One box of the application's diagram.</summary>
public interface IResource
{
    string Name { get; }

    ResourceAnnotationCollection Annotations { get; }
}
