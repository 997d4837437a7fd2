using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Tauro.AppHost.Start;

namespace Tauro.AppHost.Running;

/// <summary>Adds what the AppHost does with its resources while they run.</summary>
internal static class RunningBuilderExtensions
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Restarts crashed processes, with growing pauses up to <paramref name="delayMax"/>.</summary>
    public static void RestartCrashedServices(this IDistributedApplicationBuilder builder, TimeSpan delayMax)
    {
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IDistributedApplicationEventingSubscriber, CrashRestart>(services =>
                ActivatorUtilities.CreateInstance<CrashRestart>(services, delayMax)));
    }

    /// <summary>Stops these services one after the other, each after its requests have completed.</summary>
    public static void StopInOrder(this IDistributedApplicationBuilder builder, params string[] order)
    {
        if (!builder.ExecutionContext.IsRunMode) return;
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        // Hosted services stop in reverse order, so this one, added last, stops before Aspire's own.
        builder.Services.AddHostedService(services =>
            ActivatorUtilities.CreateInstance<OrderedStop>(services, [order]));
    }

    /// <summary>Prints the address of the first service once all of them are healthy.</summary>
    public static void PrintWhenReady(
        this IDistributedApplicationBuilder builder, AppHostSettings settings, params string[] healthy)
    {
        if (builder.ExecutionContext.IsRunMode)
            builder.Services.AddHostedService(services =>
                ActivatorUtilities.CreateInstance<ReadyMessage>(services, healthy, settings));
    }
}
