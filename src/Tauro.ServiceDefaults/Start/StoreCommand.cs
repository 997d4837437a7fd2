using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Tauro.ServiceDefaults.Start;

/// <summary>
/// A command of a service's program, which works on the data folder while the service is stopped.
/// </summary>
/// <param name="Name">The first argument of the program.</param>
/// <param name="Run">Runs it with the other arguments, and returns the exit code.</param>
internal sealed record StoreCommand(string Name, Func<IServiceProvider, string[], Task<int>> Run)
{
    private static readonly StoreCommand[] All =
        [new(TrailCommand.Name, TrailCommand.Run), new(SecretsCommand.Name, SecretsCommand.Run)];

    /// <summary>Leaves the standard output to the result, which a script reads.</summary>
    public static void LogToErrors(IServiceCollection services) =>
        services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

    /// <summary>Returns the command that the arguments name; null if they name none.</summary>
    public static StoreCommand? Find(string[] args) =>
        All.FirstOrDefault(command => args.Length > 0 && args[0] == command.Name);
}
