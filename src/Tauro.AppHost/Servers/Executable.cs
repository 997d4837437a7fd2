namespace Tauro.AppHost.Servers;

/// <summary>A program on PATH.</summary>
internal static class Executable
{
    /// <returns>Its full path; null when there is none of that name.</returns>
    public static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
