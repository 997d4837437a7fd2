namespace Tauro.LocalHosting;

/// <summary>What a private server is given: a folder, a port, and credentials that nobody else knows.</summary>
/// <param name="DataPath">The suite's data folder; a server takes a folder of its own in it.</param>
internal sealed record ServerSite(
    string DataPath, int Port, string UserName, string Password, PortAllotment Ports)
{
    public string Folder(string name)
    {
        var path = Path.Combine(DataPath, name);
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
                .FullName;
    }
}
