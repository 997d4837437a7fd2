using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Paging;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>Lists webhooks, newest first.</summary>
internal static class ListWebhooks
{
    private const int SizeDefault = 100;
    private const int SizeMax = 1_000;

    private static readonly RowComparer<Webhook> NewestFirst = new(
        (webhook => Literal.From(webhook.CreationTime), Descending: true),
        (webhook => Literal.From(webhook.WebhookId), Descending: false));

    public static async Task<MlflowResult> Handle(MlflowRequest request, IWebhookStore webhooks)
    {
        var page = MlflowPage.Parse(request, SizeDefault, SizeMax, MlflowPage.BetweenMessage);
        var found = SortedPage.From(await webhooks.All(request.Cancel), NewestFirst, page, "webhooks").OrThrow();
        return new MlflowResult(writer => writer
            .Messages("webhooks", found.Items, WebhookWire.Write).String("next_page_token", found.NextPageToken));
    }
}
