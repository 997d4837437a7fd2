using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Json;
using Tauro.Stores;
using Tauro.Stores.Secrets;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// <c>rotate-secrets</c>: encrypts all secrets again with the newest key, while the service is stopped.
/// </summary>
internal static class SecretsCommand
{
    public const string Name = "rotate-secrets";

    /// <returns>
    /// 0 if the newest key encrypts all secrets; <see cref="StartFailure.Damaged"/> if no key decrypts some of them.
    /// </returns>
    public static async Task<int> Run(IServiceProvider services, string[] args)
    {
        if (args.Length > 0)
            throw new SettingException(Name, string.Join(' ', args), $"Use it as: {Name}.");
        var rotation = services.GetService<SecretRotation>() ?? throw new SettingException(
            Name, "", "The store of this service keeps no secrets.");
        await services.OpenStores();
        RotatedSecrets result;
        try
        {
            result = await rotation.Run();
        }
        catch (Exception e) when (e is StorageRefusalException or StorageUnavailableException)
        {
            Console.Error.WriteLine($"Not all secrets were rotated, and no key was forgotten: {e.Message}");
            return StartFailure.Unavailable;
        }

        Console.WriteLine(JsonSerializer.Serialize(result, TauroJson.Options));
        return result.Unreadable.Count == 0 ? 0 : StartFailure.Damaged;
    }
}
