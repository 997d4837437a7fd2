using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Tauro.LocalHosting;

/// <summary>Starts every resource when what it waits for is ready, and stops them in the reverse order.</summary>
internal sealed class LocalEngine(
    IResourceCollection resources, ServerResolver resolver, DataFolder data, EngineParts engine,
    IHostApplicationLifetime lifetime)
    : IHostedService
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<ResourceRun> _runs = [];
    private readonly List<ResourceRun> _begun = [];
    private Task _start = Task.CompletedTask;
    private DataClaim? _claim;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var began = engine.Time.GetTimestamp();
        var version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3);
        engine.Log.Know(resources.OfType<ServerResource>().Concat<IResource>(resources.OfType<ProjectResource>())
            .Select(r => r.Name));
        engine.Log.Say($"Tauro AppHost version: {version}, local engine");

        // Whatever is refused, a wrong setting, a taken port or a missing engine, is refused before any process runs.
        RestartDelay.MaxOf(engine.Configuration);
        var projects = resources.OfType<ProjectResource>().ToDictionary(p => p, p => ProjectPorts.Allot(p, engine));
        _claim = await DataClaim.TakeAsync(data, engine.Time, cancellationToken).ConfigureAwait(false);
        foreach (var server in resources.OfType<ServerResource>())
        {
            var plan = await resolver.ResolveAsync(server, cancellationToken).ConfigureAwait(false);
            engine.Log.Say($"{server.Name}: {plan.How}");
            _runs.Add(new ServerRun(server, plan, engine));
        }

        _runs.AddRange(projects.Select(p => new ProjectRun(p.Key, p.Value, engine)));
        engine.Watchdog.Start(DataClaim.WatchdogFile(data));
        _start = StartAllAsync(began);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        engine.Log.Say("Stopping ...");
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _start.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var run in Enumerable.Reverse(_begun))
        {
            await run.StopAsync().ConfigureAwait(false);
        }

        engine.Watchdog.Dispose();
        _claim?.Dispose();
    }

    private async Task StartAllAsync(long began)
    {
        var byResource = _runs.ToDictionary(r => r.Resource);
        try
        {
            await Task.WhenAll(_runs.Select(r => r.StartAsync(byResource, Begin, _stopping.Token)))
                .ConfigureAwait(false);
            engine.Board.ShowFirst();
            var took = engine.Time.GetElapsedTime(began);
            engine.Log.Say($"Ready in {took.TotalSeconds:0.0} s. Press Ctrl+C to stop.");
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception failed)
        {
            await Console.Error.WriteLineAsync(
                failed is DistributedApplicationException ? failed.Message : $"{failed}").ConfigureAwait(false);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    private void Begin(ResourceRun run)
    {
        lock (_begun)
        {
            _begun.Add(run);
        }
    }
}
