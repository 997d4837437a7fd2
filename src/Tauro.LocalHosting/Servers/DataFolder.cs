using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Tauro.LocalHosting;

/// <summary>
/// The suite's data folder (<c>TAURO_MLOPS_PATH</c>, default <c>./mlops_data</c>) as the engine uses it: servers keep
/// their data there, and generated passwords are kept beside the data that they lock.
/// </summary>
internal sealed class DataFolder
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int PasswordLength = 22;

    private readonly Lock _lock = new();

    public DataFolder(IConfiguration configuration) =>
        Path = System.IO.Path.GetFullPath(
            configuration["TAURO_MLOPS_PATH"] is { Length: > 0 } path ? path : "mlops_data");

    public string Path { get; }

    public string Password(string name)
    {
        lock (_lock)
        {
            var file = System.IO.Path.Combine(Directory.CreateDirectory(Path).FullName, "apphost-secrets.json");
            var secrets = Read(file);
            if (!secrets.TryGetValue(name, out var password))
            {
                secrets[name] = password = RandomNumberGenerator.GetString(Letters, PasswordLength);
                PrivateFile.Write(file, JsonSerializer.Serialize(secrets));
            }

            return password;
        }
    }

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? []
                : [];
        }
        catch (JsonException torn)
        {
            throw new DistributedApplicationException(
                $"{file} cannot be read: {torn.Message} Restore it, or delete it together with the rabbitmq folder "
                + "beside it.",
                torn);
        }
    }
}
