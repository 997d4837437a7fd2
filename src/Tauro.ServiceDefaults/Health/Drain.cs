using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tauro.ServiceDefaults.Telemetry;

namespace Tauro.ServiceDefaults.Health;

/// <summary>
/// Drains the process at shutdown. On SIGTERM it is no longer ready at once; the listener stays open for
/// <see cref="DrainOptions.Notice"/>, so that load balancers notice; then requests in flight complete.
/// </summary>
public sealed class Drain : IHostedLifecycleService
{
    private readonly IHostApplicationLifetime lifetime;
    private readonly TimeProvider clock;
    private readonly DrainOptions options;

    public Drain(
        IHostApplicationLifetime lifetime, TimeProvider clock, IOptions<DrainOptions> options,
        IOptions<HostOptions> host, ILogger<Drain> log)
    {
        this.lifetime = lifetime;
        this.clock = clock;
        this.options = options.Value;
        lifetime.ApplicationStopping.Register(() => log.Draining(host.Value.ShutdownTimeout));
    }

    /// <summary>Cancelled when the drain begins; endless streams stop on it.</summary>
    public CancellationToken Begun => lifetime.ApplicationStopping;

    /// <summary>Whether the drain has begun.</summary>
    public bool HasBegun => Begun.IsCancellationRequested;

    // Called before any hosted service is stopped, including the listener.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        await Task.Delay(options.Notice, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
