namespace Tauro.LocalHosting;

/// <summary>
/// What the local engine's build knows beside the path: the built assembly, which is started directly because
/// <c>dotnet run</c> costs a second per service.
/// </summary>
public interface IBuiltProject : IProjectMetadata
{
    string TargetPath { get; }
}
