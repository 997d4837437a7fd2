using System.Globalization;

namespace Tauro.AppHost.Start;

/// <summary>Finds the process that listens on a port, from <c>/proc</c> (Linux; see proc(5)).</summary>
internal static class PortHolder
{
    private const string Listening = "0A";

    /// <returns>The process; null when it cannot be found or /proc cannot be read.</returns>
    public static string? Find(int port)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var sockets = Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port))
                .Select(inode => $"socket:[{inode}]").ToHashSet();
            var pid = sockets.Count == 0 ? null : ProcessIds().FirstOrDefault(process => Holds(process, sockets));
            return pid is null ? null : $"pid {pid} ({File.ReadAllText($"/proc/{pid}/comm").Trim()})";
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a table: slot, local address:port in hex, remote, state, …, inode in the tenth column.</summary>
    private static IEnumerable<string> Inodes(string table, int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return File.Exists(table)
            ? File.ReadLines(table)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(c => c.Length > 9 && c[3] == Listening && c[1].EndsWith(suffix, StringComparison.Ordinal))
                .Select(c => c[9])
            : [];
    }

    private static IEnumerable<string> ProcessIds() => Directory.EnumerateDirectories("/proc")
        .Select(path => Path.GetFileName(path)).Where(name => char.IsAsciiDigit(name[0]));

    private static bool Holds(string pid, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{pid}/fd")
                .Any(fd => new FileInfo(fd).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception other) when (other is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
