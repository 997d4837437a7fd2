using MassTransit;
using Tauro.Contracts.Ids;
using Tauro.Stores.Access;
using Tauro.Stores.Trail;

namespace Tauro.Events;

/// <summary>
/// Adds a filter after the retries of each consumer, which counts the attempts of each message, for the dead list, and
/// makes the queue the actor of what the consumer changes.
/// </summary>
internal sealed class ConsumerFilters(string queue) : IConsumerConfigurationObserver
{
    public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator)
        where TConsumer : class
    {
    }

    public void ConsumerMessageConfigured<TConsumer, TMessage>(
        IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
        where TConsumer : class
        where TMessage : class =>
        configurator.Message(message => message.UseFilter(new Filter<TMessage>(GetActor())));

    private string GetActor() => queue.EndsWith(EndpointPolicy.DirectSuffix, StringComparison.Ordinal)
        ? queue[..^EndpointPolicy.DirectSuffix.Length]
        : queue;

    private sealed class Filter<T>(string actor) : IFilter<ConsumeContext<T>>
        where T : class
    {
        // Async, so that the actor and the workspace end with it.
        public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
        {
            CurrentActor.SetSystem(actor);
            CurrentWorkspace.Set(new WorkspaceName(context.Headers.Get<string>(CloudEventHeaders.Workspace) ?? ""));
            var attempts = Attempts.Current ?? context.ReceiveContext.GetOrAddPayload(() => new Attempts());
            attempts.Count++;
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("consumer");
    }
}
