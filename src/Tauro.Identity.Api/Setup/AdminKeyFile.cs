using Tauro.Stores;
using Tauro.Tokens;

namespace Tauro.Identity.Api.Setup;

/// <summary>
/// <c>TAURO_SETUP_ADMIN_KEY_FILE</c>: a file with the API key of the first administrator, for an installation that no
/// person attends.
/// </summary>
internal static class AdminKeyFile
{
    private const string Setting = "TAURO_SETUP_ADMIN_KEY_FILE";

    /// <summary>Returns the key; null if none is provided.</summary>
    /// <exception cref="SettingException">The file can't be read, or has no API key.</exception>
    public static ApiKeySecret? Read(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } path) return null;
        try
        {
            return ApiKeySecret.Parse(File.ReadAllText(path).Trim()) ?? throw new SettingException(
                Setting, path, "It has no API key. Make one with the command `new-api-key` of this program.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(Setting, path, $"It can't be read: {e.Message}");
        }
    }
}
