using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tauro.Stores;

namespace Tauro.Events;

/// <summary>How a message is tried, the same on every carrier.</summary>
internal static class EndpointPolicy
{
    /// <summary>Ends the name of an endpoint without a transport: it throws what its consumer throws.</summary>
    public const string DirectSuffix = ".direct";

    /// <summary>Ends the name of an endpoint without a transport that tries an event once.</summary>
    public const string OnceSuffix = ".once";

    public static void Apply(IRegistrationContext context, string queue, IReceiveEndpointConfigurator endpoint)
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;

        // One at a time keeps the order: a version that is created and deleted must not end up linked.
        endpoint.PrefetchCount = options.PrefetchCount;
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.PublishFaults = false;
        if (queue.EndsWith(OnceSuffix, StringComparison.Ordinal)) return;

        if (!queue.EndsWith(DirectSuffix, StringComparison.Ordinal) && context.GetService<DeadList>() is { } dead)
        {
            endpoint.ConfigureError(error =>
            {
                error.UseFilter(
                    new DeadEventFilter(queue, dead, options, context.GetRequiredService<TimeProvider>()));
                // What is none of our events goes where MassTransit puts it.
                error.UseFilter(new ErrorTransportFilter());
            });
        }

        // A store that takes no writes for a while is no fault of the message, so that is waited for much longer.
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<StorageRefusalException>();
            retry.Exponential(
                options.StoreAttemptsMax, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Ignore<StorageRefusalException>();
            if (options.AttemptsMax > 1)
                retry.Exponential(options.AttemptsMax - 1, options.RetryMin, options.RetryMax, options.RetryMin);
            else
                retry.None();
        });
        endpoint.ConnectConsumerConfigurationObserver(new AttemptCounter());
    }
}
