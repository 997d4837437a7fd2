using Tauro.LocalHosting;

namespace Microsoft.Extensions.DependencyInjection;

internal static class LocalEngineServiceCollectionExtensions
{
    public static IServiceCollection AddLocalEngine(this IServiceCollection services) => services
        .AddSingleton<ConsoleOutput>()
        .AddSingleton<StatusBoard>()
        .AddSingleton<PortAllotment>()
        .AddSingleton<DataFolder>()
        .AddSingleton<Watchdog>()
        .AddSingleton<ServerResolver>()
        .AddSingleton<EngineParts>()
        .AddHostedService<LocalEngine>()
        .AddHostedService<LauncherWatch>();
}
