using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Start;

namespace Microsoft.Extensions.Hosting;

/// <summary>The run of a service from its arguments to its exit code.</summary>
public static class TauroProgram
{
    /// <summary>
    /// Builds, opens the store, and serves until it is told to stop. What a person has to mend, a damaged file, a data
    /// folder in use or a wrong setting, ends it with one line on the error output and an exit code of its own, by
    /// which whoever started it knows that another try is of no use.
    /// </summary>
    /// <param name="args">The command line.</param>
    /// <param name="add">Adds the parts of the service.</param>
    /// <param name="map">Maps its routes.</param>
    public static async Task<int> Run(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            add(builder);
            var app = builder.Build();

            // All before the host starts, which would log the same with a stack; the store last, for it takes a lock.
            app.Services.GetService<IStartupValidator>()?.Validate();
            map(app);
            await app.Services.OpenStores();
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure) when (StartRefusal.Of(failure) is { } refusal)
        {
            Console.Error.WriteLine($"Cannot start: {refusal.Message.ReplaceLineEndings(" ")}");
            return refusal.ExitCode;
        }
    }
}
