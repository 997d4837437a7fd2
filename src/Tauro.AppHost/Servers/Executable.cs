namespace Tauro.AppHost.Servers;

/// <summary>Finds programs on PATH.</summary>
internal static class Executable
{
    /// <returns>The full path of the program; null when it is not found.</returns>
    public static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }
}
