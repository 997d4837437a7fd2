using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tauro.ServiceDefaults.Start;

namespace Microsoft.Extensions.Hosting;

/// <summary>Runs a service, from its arguments to its exit code.</summary>
public static class TauroProgram
{
    /// <summary>
    /// Builds the service, opens the store, and serves until it is stopped. If a person has to fix something first (a
    /// damaged file, a data folder in use, an invalid setting), it ends with the reasons on the error output and an
    /// exit code that says that a restart would not help. With the name of a command as its first argument, it runs
    /// that instead: <c>verify-trail</c>, <c>rotate-secrets</c> or <c>new-api-key</c>.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="add">Adds the parts of the service.</param>
    /// <param name="map">Maps its routes.</param>
    public static async Task<int> Run(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        try
        {
            if (args is [NewApiKeyCommand.Name, .. var rest]) return NewApiKeyCommand.Run(rest);
            DescriptorLimit.Require();
            var command = StoreCommand.Find(args);
            var builder = WebApplication.CreateBuilder(command is null ? args : []);
            add(builder);
            if (command is not null) StoreCommand.LogToErrors(builder.Services);
            var app = builder.Build();

            // Before the host starts, which would log failures with a stack trace; the store last, as it takes a lock.
            SettingErrors.Require(builder.Services, app.Services);
            if (command is not null) return await Run(command, app, args[1..]);
            map(app);
            await app.Services.OpenStores();
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure) when (StartFailure.From(failure) is { } reason)
        {
            Console.Error.WriteLine($"Cannot start: {reason.Message}");
            return reason.ExitCode;
        }
    }

    private static async Task<int> Run(StoreCommand command, WebApplication app, string[] args)
    {
        await using (app) return await command.Run(app.Services, args);
    }
}
