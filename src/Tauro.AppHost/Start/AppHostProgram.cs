using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Tauro.AppHost.Start;

/// <summary>The run of the AppHost from its arguments to its exit code.</summary>
internal static class AppHostProgram
{
    /// <summary>The AppHost ends after what it started, and not before.</summary>
    private const string EndLast = "--DcpPublisher:WaitForResourceCleanup=true";

    /// <summary>
    /// Reads the settings, claims the data folder, and runs the application until it is stopped. A setting that cannot
    /// be used ends it before anything is started, with one line on the error output and an exit code of its own.
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
                Args = [.. args, .. DashboardAddress.Defaults(configuration), EndLast],
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

    /// <summary>One line per message, and only what a person at the console can use.</summary>
    private static void ConfigureLogging(ILoggingBuilder logging) => logging
        .AddSimpleConsole(console => console.SingleLine = true)
        .AddFilter<ConsoleLoggerProvider>("Microsoft", LogLevel.Warning)
        .AddFilter<ConsoleLoggerProvider>("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
        // What fails it is thrown as well.
        .AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)
        // It logs each failed check of a service that is still starting, with a stack trace.
        .AddFilter<ConsoleLoggerProvider>("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
        .AddFilter<ConsoleLoggerProvider>("System.Net.Http", LogLevel.Warning)
        .AddFilter<ConsoleLoggerProvider>("Aspire.Hosting.Dashboard", LogLevel.Warning)
        .AddFilter<ConsoleLoggerProvider>("Aspire.Hosting.Dcp", LogLevel.Warning);
}
