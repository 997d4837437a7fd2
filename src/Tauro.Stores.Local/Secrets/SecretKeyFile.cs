using System.Text;
using Tauro.Stores.Local.Disks;
using Tauro.Stores.Local.State;

namespace Tauro.Stores.Local.Secrets;

/// <summary>
/// A file with the keys of secrets that an operator provides: one key of 64 hexadecimal digits per line, the newest
/// first.
/// </summary>
internal static class SecretKeyFile
{
    public const string Setting = $"{LocalStoreOptions.Section}:{nameof(LocalStoreOptions.SecretsKeyFile)}";

    private const int KeyDigits = 64;
    private const int BytesMax = 64 << 10;
    private const string Remedy = "Give it one key per line, 64 hexadecimal digits, such as of `openssl rand -hex 32`.";

    /// <exception cref="SettingException">The file can't be read, or is not one of keys.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        var lines = ReadLines(path);
        if (lines.Length == 0) throw new SettingException(Setting, path, $"The file is empty. {Remedy}");
        // The line itself may be a key with a missing digit, so it is not shown.
        foreach (var (index, line) in lines.Index())
            if (line.Length != KeyDigits || !line.All(char.IsAsciiHexDigit))
                throw new SettingException(Setting, path, $"Key {index + 1} is not one. {Remedy}");
        return lines;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return Encoding.ASCII.GetString(FolderDisk.ReadFile(path, BytesMax))
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception e) when (e is IOException or StorageCorruptException)
        {
            throw new SettingException(Setting, path, $"It can't be read: {e.Message}");
        }
    }
}
