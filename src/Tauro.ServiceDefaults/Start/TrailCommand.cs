using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Json;
using Tauro.Stores;
using Tauro.Stores.Trail;

namespace Tauro.ServiceDefaults.Start;

/// <summary><c>verify-trail [--checkpoint FILE]</c>: verifies the trail of a service that does not run.</summary>
internal static class TrailCommand
{
    public const string Name = "verify-trail";

    private const string Usage = $"{Name} [--checkpoint FILE]";

    /// <returns>0 if the trail is intact; <see cref="StartFailure.Damaged"/> if it is not.</returns>
    public static async Task<int> Run(IServiceProvider services, string[] args)
    {
        var checkpointPath = args switch
        {
            [] => null,
            ["--checkpoint", var path] => path,
            _ => throw new SettingException(Name, string.Join(' ', args), $"Use it as: {Usage}."),
        };
        var audit = services.GetService<TrailAudit>() ?? throw new SettingException(
            Name, "", "The store of this service keeps no trail in files.");
        var result = await audit.Run(checkpointPath);
        Console.WriteLine(JsonSerializer.Serialize(result, TauroJson.Options));
        return result.Intact ? 0 : StartFailure.Damaged;
    }
}
