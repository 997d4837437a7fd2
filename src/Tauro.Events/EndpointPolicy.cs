using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tauro.Stores;

namespace Tauro.Events;

/// <summary>Configures the retries of a queue, the same for every carrier.</summary>
internal static class EndpointPolicy
{
    /// <summary>The name suffix of an endpoint without a transport, which rethrows its consumer's exception.</summary>
    public const string DirectSuffix = ".direct";

    /// <summary>The name suffix of an endpoint without a transport and without retries.</summary>
    public const string OnceSuffix = ".once";

    public static void Apply(IRegistrationContext context, string queue, IReceiveEndpointConfigurator endpoint)
    {
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;

        // One message at a time, to keep the order: a version that is created and deleted must not end up linked.
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
                // Messages that are not our events go to MassTransit's error queue.
                error.UseFilter(new ErrorTransportFilter());
            });
        }

        // A store that temporarily accepts no writes is not the fault of the message, so the retries take much longer.
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
        endpoint.ConnectConsumerConfigurationObserver(new ConsumerFilters(queue));
    }
}
