namespace Tauro.LocalHosting;

/// <summary>
/// Where a referenced project lies. The build writes one implementation per reference into <c>Projects</c>.
/// </summary>
public interface IProjectMetadata : IResourceAnnotation
{
    string ProjectPath { get; }

    LaunchSettings? LaunchSettings => null;

    bool SuppressBuild => false;

    bool IsFileBasedApp => false;
}
