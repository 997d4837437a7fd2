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
    private const char ByteOrderMark = '\uFEFF';

    private const string Remedy =
        "Give it one key per line, 64 hexadecimal digits, for example from `openssl rand -hex 32`.";

    /// <exception cref="SettingException">The file can't be read, or is not one of keys.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        List<string> keys = [];
        foreach (var (index, line) in ReadLines(path).Index())
        {
            if (line.Length == 0) continue;
            // It may be a key with a missing digit, so it is not shown.
            if (line.Length != KeyDigits || !line.All(char.IsAsciiHexDigit))
                throw new SettingException(Setting, path, $"Line {index + 1} is not a key. {Remedy}");
            keys.Add(line);
        }

        return keys.Count > 0 ? keys : throw new SettingException(Setting, path, $"It has no key. {Remedy}");
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(FolderDisk.ReadFile(path, BytesMax)).TrimStart(ByteOrderMark)
                .Split('\n', StringSplitOptions.TrimEntries);
        }
        catch (IOException e)
        {
            throw new SettingException(Setting, path, $"It can't be read: {e.Message}");
        }
    }
}
