namespace Tauro.LocalHosting;

/// <summary>The launch profile a project was added with.</summary>
internal sealed record LaunchProfileAnnotation(string Name, LaunchProfile Profile) : IResourceAnnotation
{
    private const string OwnProfile = "DOTNET_LAUNCH_PROFILE";

    /// <summary>
    /// The named one; without a name the AppHost's own profile when the project has one of that name, else the
    /// project's first that starts the project.
    /// </summary>
    public static LaunchProfileAnnotation? Choose(IProjectMetadata project, string projectFile, string? name)
    {
        var profiles = (project.LaunchSettings ?? LaunchSettings.Read(projectFile))?.Profiles;
        if (name is not null)
        {
            return profiles?.TryGetValue(name, out var named) == true
                ? new(name, named)
                : throw new DistributedApplicationException(
                    $"Launch settings of {projectFile} do not have the profile '{name}'.");
        }

        var own = System.Environment.GetEnvironmentVariable(OwnProfile);
        if (own is not null && profiles?.TryGetValue(own, out var same) == true)
        {
            return new(own, same);
        }

        var first = profiles?.FirstOrDefault(p => p.Value.CommandName is null or "" or "Project");
        return first is { Key: not null } found ? new(found.Key, found.Value) : null;
    }
}
