namespace Tauro.LocalHosting;

/// <summary>
/// A command on PATH. Servers are installed where only an administrator's PATH reaches, so that is looked at too.
/// </summary>
internal static class Executable
{
    private static readonly string[] AdministratorsToo = ["/usr/local/sbin", "/usr/sbin"];

    public static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(OperatingSystem.IsWindows() ? [] : AdministratorsToo)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(IsExecutable);
    }

    // A link that a removed package left behind exists, and leads nowhere.
    private static bool IsExecutable(string path) => File.Exists(path)
        && File.ResolveLinkTarget(path, returnFinalTarget: true) is not { Exists: false }
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.OtherExecute) != 0
            || (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0);
}
