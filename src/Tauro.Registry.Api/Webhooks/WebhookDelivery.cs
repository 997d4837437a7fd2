using Microsoft.Extensions.Options;
using Tauro.Contracts.Ids;
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
    private readonly Dictionary<WebhookId, (int Revision, WebhookFollower Follower)> running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = changes.Next;
                await UpdateFollowers(await webhooks.All(stoppingToken), stoppingToken);
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

        foreach (var (_, follower) in running.Values) await Stop(follower);
    }

    private async Task UpdateFollowers(IReadOnlyList<Webhook> all, CancellationToken stop)
    {
        var active = all.Where(webhook => webhook.IsActive).ToDictionary(webhook => webhook.WebhookId);
        foreach (var (id, (revision, follower)) in running.ToList())
        {
            if (active.GetValueOrDefault(id)?.Revision == revision) continue;
            await Stop(follower);
            running.Remove(id);
        }

        foreach (var (id, webhook) in active)
        {
            if (running.ContainsKey(id)) continue;
            var follower = ActivatorUtilities.CreateInstance<WebhookFollower>(services, webhook, options.Value);
            await follower.StartAsync(stop);
            running[id] = (webhook.Revision, follower);
        }
    }

    private static async Task Stop(WebhookFollower follower)
    {
        await follower.StopAsync(CancellationToken.None);
        follower.Dispose();
    }
}
