using System.Runtime.InteropServices;

namespace Tauro.Stores.Local.Disks;

/// <summary>
/// Recognizes what is no file although it has the place of one. Opening a named pipe waits for a writer, and .NET does
/// not report the type, so <c>statx</c> does, if the C library has it. Only on Linux.
/// </summary>
internal static partial class RegularFile
{
    private const int RelativeToWorkingDirectory = -100;
    private const int OfLinkItself = 0x100;
    private const uint Type = 1;
    private const int BufferBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private static volatile bool isSupported = OperatingSystem.IsLinux();

    /// <summary>
    /// Returns what is at a path instead of a file; null for a file, and for a path that does not exist.
    /// </summary>
    public static string? Obstacle(string path)
    {
        if (!isSupported) return null;
        Span<byte> buffer = stackalloc byte[BufferBytes];
        try
        {
            if (StatX(RelativeToWorkingDirectory, path, OfLinkItself, Type, buffer) != 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            isSupported = false;
            return null;
        }

        return (MemoryMarshal.Read<ushort>(buffer[ModeOffset..]) & TypeMask) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0x4000 => "a directory",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int directory, string path, int flags, uint mask, Span<byte> buffer);
}
