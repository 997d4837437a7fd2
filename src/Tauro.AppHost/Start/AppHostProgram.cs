using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Tauro.AppHost.Start;

/// <summary>Runs the AppHost, from its arguments to its exit code.</summary>
internal static class AppHostProgram
{
    /// <summary>Makes the AppHost wait until all processes that it started have ended.</summary>
    private const string WaitForCleanup = "--DcpPublisher:WaitForResourceCleanup=true";

    /// <summary>
    /// Reads the settings, claims the data folder, and runs the application until it is stopped. An invalid setting
    /// ends it before anything is started, with one line on the error output and a distinct exit code.
    /// </summary>
    public static int Run(string[] args, Action<IDistributedApplicationBuilder, AppHostSettings> compose)
    {
        var stopping = CancellationToken.None;
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
            var settings = AppHostSettings.Read(configuration);
            var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
            {
                Args = [.. args, .. DashboardAddress.Defaults(configuration), WaitForCleanup],
                AllowUnsecuredTransport = true, // everything listens on loopback
                DisableDashboard = !settings.Dashboard,
            });

            builder.Services.AddLogging(ConfigureLogging).AddSingleton(TimeProvider.System);
            using var claim = builder.ExecutionContext.IsRunMode ? settings.Prepare() : null;
            compose(builder, settings);
            using var application = builder.Build();
            stopping = application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            application.Run();
            return 0;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0; // stopped before everything was started
        }
        catch (AppHostRefusedException refused)
        {
            Console.Error.WriteLine($"Cannot start: {refused.Message}");
            return refused.ExitCode;
        }
    }

    /// <summary>Logs one line per message, and only what is useful on the console.</summary>
    private static void ConfigureLogging(ILoggingBuilder logging) => logging
        .AddSimpleConsole(console => console.SingleLine = true)
        .AddFilter<ConsoleLoggerProvider>("Microsoft", LogLevel.Warning)
        .AddFilter<ConsoleLoggerProvider>("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        // The exceptions that it logs are thrown as well.
        .AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        // The health checks log each failed check of a service that is still starting, with a stack trace.
        .AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
        .AddFilter<ConsoleLoggerProvider>("System.Net.Http", LogLevel.Warning)
        .AddFilter<ConsoleLoggerProvider>("Aspire.Hosting.Dashboard", LogLevel.Warning)
        .AddFilter<ConsoleLoggerProvider>("Aspire.Hosting.Dcp", LogLevel.Warning);
}
