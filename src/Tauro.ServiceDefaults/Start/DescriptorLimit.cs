using System.Globalization;
using System.Runtime.InteropServices;
using Tauro.Stores;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// The number of files and connections that the process may have open. .NET raises the limit to the hard one when it
/// starts. A process that reaches it can't even load its own code. So a low limit is refused at the start, and
/// connections are limited to what it leaves.
/// </summary>
internal static partial class DescriptorLimit
{
    /// <summary>A process needs about 300 before the first request: assemblies, the journal, event streams.</summary>
    public const long Min = 1_024;

    private const long Reserved = 384;
    private const long ConnectionsMax = 100_000;
    private const int OpenFilesOnLinux = 7;
    private const int OpenFilesOnMac = 8;

    /// <exception cref="SettingException">The limit is too low.</exception>
    public static void Require()
    {
        if (Read() is { } limit && limit < Min)
            throw new SettingException(
                "ulimit -n", limit.ToString(CultureInfo.InvariantCulture),
                $"The process may open this many files and connections; allow at least {Min}, better 65536.");
    }

    /// <summary>
    /// Returns the number of connections that the server accepts: a request may need a second descriptor, for a file or
    /// for the connection to a service.
    /// </summary>
    public static long GetConnectionsMax() => GetConnectionsMax(Read() ?? long.MaxValue);

    internal static long GetConnectionsMax(long limit) =>
        Math.Min(ConnectionsMax, Math.Max(1, (limit - Reserved) / 2));

    private static long? Read()
    {
        var resource = OperatingSystem.IsLinux() ? OpenFilesOnLinux : OperatingSystem.IsMacOS() ? OpenFilesOnMac : 0;
        return resource != 0 && GetLimit(resource, out var limit) == 0
            ? (long)Math.Min(limit.Soft, long.MaxValue)
            : null;
    }

    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);
}
