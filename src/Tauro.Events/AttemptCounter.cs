using MassTransit;

namespace Tauro.Events;

/// <summary>
/// Counts the attempts of each message, for the dead list: adds a filter after the retries of each consumer.
/// </summary>
internal sealed class AttemptCounter : IConsumerConfigurationObserver
{
    public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator)
        where TConsumer : class
    {
    }

    public void ConsumerMessageConfigured<TConsumer, TMessage>(
        IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
        where TConsumer : class
        where TMessage : class =>
        configurator.Message(message => message.UseFilter(new Filter<TMessage>()));

    private sealed class Filter<T> : IFilter<ConsumeContext<T>>
        where T : class
    {
        public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
        {
            var attempts = Attempts.Current ?? context.ReceiveContext.GetOrAddPayload(() => new Attempts());
            attempts.Count++;
            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("attempts");
    }
}
