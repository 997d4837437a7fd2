namespace Tauro.LocalHosting;

/// <summary>A project named by its path, relative to the AppHost's folder.</summary>
internal sealed class ProjectPathMetadata(string projectPath) : IProjectMetadata
{
    public string ProjectPath => projectPath;
}
