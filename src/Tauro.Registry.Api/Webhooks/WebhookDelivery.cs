using Microsoft.Extensions.Options;
using Tauro.Registry.Api.Telemetry;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>Runs one follower for each active webhook, so that a slow webhook does not delay the others.</summary>
internal sealed class WebhookDelivery(
    IWebhookStore webhooks,
    IServiceProvider services,
    WebhookChanges changes,
    TimeProvider time,
    ILogger<WebhookDelivery> log,
    IOptions<WebhookOptions> options) : BackgroundService
{
    private readonly Dictionary<string, Running> running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = changes.Next;
                await Match(await webhooks.All(stoppingToken), stoppingToken);
                await next.WaitAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                log.WebhooksFailed(error, options.Value.BackoffMin);
                await Task.Delay(options.Value.BackoffMin, time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        foreach (var one in running.Values) await one.Stop();
    }

    private async Task Match(IReadOnlyList<Webhook> all, CancellationToken stop)
    {
        var active = all.Where(webhook => webhook.IsActive).ToDictionary(webhook => webhook.WebhookId);
        foreach (var (id, one) in running.ToList())
        {
            if (active.GetValueOrDefault(id)?.Revision == one.Revision) continue;
            await one.Stop();
            running.Remove(id);
        }

        foreach (var (id, webhook) in active)
            if (!running.ContainsKey(id))
                running[id] = new Running(webhook.Revision, Follow(webhook).Run, stop);
    }

    private WebhookFollower Follow(Webhook webhook) =>
        ActivatorUtilities.CreateInstance<WebhookFollower>(services, webhook, options.Value);

    private sealed class Running
    {
        private readonly CancellationTokenSource stopping;
        private readonly Task task;

        public Running(int revision, Func<CancellationToken, Task> follow, CancellationToken stop)
        {
            Revision = revision;
            stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
            task = Task.Run(() => follow(stopping.Token), CancellationToken.None);
        }

        public int Revision { get; }

        public async Task Stop()
        {
            await stopping.CancelAsync();
            await task;
            stopping.Dispose();
        }
    }
}
