using System.Runtime.InteropServices;

namespace Tauro.LocalHosting;

/// <summary>
/// How a project is started: its built executable in the project's folder. A project that the AppHost's build does not
/// know is left to <c>dotnet run</c>.
/// </summary>
internal static class ProjectProcess
{
    /// <summary>
    /// How a service says that a person has to mend something first (sysexits.h): data that are damaged, data that
    /// another process holds, a setting that is wrong. Its last line on the error output says what.
    /// </summary>
    private static readonly int[] Refusals = [65, 69, 78];

    public static ProcessPlan Plan(ProjectResource project, Dictionary<string, string> environment)
    {
        var metadata = project.Annotations.OfType<IProjectMetadata>().Single();
        var (file, arguments) = Command(metadata);
        foreach (var annotation in project.Annotations.OfType<CommandLineArgsAnnotation>())
        {
            arguments.AddRange(annotation.Arguments);
        }

        // An executable looks for the runtime in the usual places, and ours may be somewhere else.
        environment.TryAdd(
            "DOTNET_ROOT",
            Environment.GetEnvironmentVariable("DOTNET_ROOT")
                ?? Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));
        return new(project.Name, file, arguments, Path.GetDirectoryName(metadata.ProjectPath)!)
        {
            Environment = environment,
            Refusals = Refusals,
        };
    }

    private static (string File, List<string> Arguments) Command(IProjectMetadata metadata)
    {
        if (metadata is not IBuiltProject built)
        {
            return ("dotnet", ["run", "--project", metadata.ProjectPath, "--no-launch-profile", "--"]);
        }

        var executable = Path.ChangeExtension(built.TargetPath, OperatingSystem.IsWindows() ? ".exe" : null);
        if (File.Exists(executable))
        {
            return (executable, []);
        }

        return File.Exists(built.TargetPath)
            ? ("dotnet", [built.TargetPath])
            : throw new DistributedApplicationException(
                $"{built.TargetPath} has not been built. Build the AppHost: it builds what it references.");
    }
}
