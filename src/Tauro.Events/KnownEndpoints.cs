using System.Collections.Concurrent;
using MassTransit;

namespace Tauro.Events;

/// <summary>
/// The receive endpoints of the bus. Stopping the bus does not stop an endpoint that has just lost its connection: it
/// would reconnect, and go on in a service that has ended.
/// </summary>
internal sealed class KnownEndpoints : IReceiveEndpointObserver
{
    private readonly ConcurrentDictionary<IReceiveEndpoint, bool> all = new();

    public Task Ready(ReceiveEndpointReady ready) => Add(ready);

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Add(completed);

    public Task Faulted(ReceiveEndpointFaulted faulted) => Add(faulted);

    public Task Stop(CancellationToken cancel) => Task.WhenAll(all.Keys.Select(endpoint => endpoint.Stop(cancel)));

    private Task Add(ReceiveEndpointEvent change)
    {
        all.TryAdd(change.ReceiveEndpoint, true);
        return Task.CompletedTask;
    }
}
