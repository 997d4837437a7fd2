using MassTransit;
using Tauro.Stores;

namespace Tauro.Events;

/// <summary>
/// Moves an event whose attempts are used up to the dead list, instead of the broker's error queue. If the store does
/// not accept it, or was the reason of the failure, the event goes back to its carrier, which delivers it again.
/// </summary>
internal sealed class DeadEventFilter(string queue, DeadList dead, BusOptions options, TimeProvider time)
    : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        if (EventMessage.Read(context) is not { } record)
        {
            await next.Send(context);
            return;
        }

        if (context.Exception.GetBaseException() is StorageRefusalException)
        {
            await Task.Delay(options.BackoffMax, time, context.CancellationToken);
            throw context.Exception;
        }

        var attempts = context.TryGetPayload<Attempts>(out var counted) ? counted.Count : 1;
        try
        {
            await dead.Add(queue, record, attempts, context.Exception, context.CancellationToken);
        }
        catch (StorageRefusalException)
        {
            await Task.Delay(options.BackoffMax, time, context.CancellationToken);
            throw;
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-list");
}
