using System.Security.Cryptography;
using System.Text.Json;
using Tauro.AppHost.Start;

namespace Tauro.AppHost.Servers;

/// <summary>The servers' files in the data folder. Only their owner can read them.</summary>
internal static class ServerFiles
{
    private const int PasswordLength = 22;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Returns the server's own folder, creating it if necessary.</summary>
    public static string Folder(AppHostSettings settings, string server)
    {
        var path = Path.Combine(settings.DataFolder, server);
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, Private | UnixFileMode.UserExecute).FullName;
    }

    public static string Write(string path, string content)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Private;
        using var writer = new StreamWriter(path, options);
        writer.Write(content);
        return path;
    }

    /// <summary>
    /// Adds the server's password, generated once per data folder and stored in <c>apphost-secrets.json</c>: RabbitMQ
    /// keeps the password of its first start. (User secrets are shared by all data folders.)
    /// </summary>
    public static IResourceBuilder<ParameterResource> AddPassword(
        this IDistributedApplicationBuilder builder, string server, AppHostSettings settings)
    {
        var name = $"{server}-password";
        if (builder.ExecutionContext.IsPublishMode)
            return builder.AddParameter(name, new GenerateParameterDefault { Special = false }, secret: true);

        var file = Path.Combine(settings.DataFolder, "apphost-secrets.json");
        var secrets = Read(file);
        if (!secrets.TryGetValue(name, out var password))
        {
            secrets[name] = password = RandomNumberGenerator.GetString(Letters, PasswordLength);
            Write(file, JsonSerializer.Serialize(secrets));
        }

        return builder.AddParameter(name, password, secret: true);
    }

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? []
                : [];
        }
        catch (JsonException damaged)
        {
            throw AppHostRefusedException.Setting(
                $"{file} cannot be read: {damaged.Message} Restore it, or delete it together with the rabbitmq folder "
                + "next to it.");
        }
    }
}
