using Tauro.Contracts;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    private const string Webhooks = "/api/2.0/mlflow/webhooks";

    public Task<ApiResult<WebhookPage>> ListWebhooks(string? pageToken, CancellationToken cancel) =>
        Get<WebhookPage>($"{Webhooks}{Query(("page_token", pageToken))}", cancel);

    public Task<Problem?> CreateWebhook(NewWebhook webhook, CancellationToken cancel) =>
        Send(HttpMethod.Post, Webhooks, webhook, cancel);

    public Task<Problem?> DeleteWebhook(string id, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Webhooks}/{Escape(id)}", null, cancel);

    public Task<Problem?> EnableWebhook(string id, bool isActive, CancellationToken cancel) => Send(
        HttpMethod.Patch, $"{Webhooks}/{Escape(id)}", new { status = isActive ? "ACTIVE" : "DISABLED" }, cancel);

    public Task<ApiResult<WebhookTest>> TestWebhook(string id, CancellationToken cancel) =>
        Post<WebhookTest>($"{Webhooks}/{Escape(id)}/test", new { }, cancel);
}
