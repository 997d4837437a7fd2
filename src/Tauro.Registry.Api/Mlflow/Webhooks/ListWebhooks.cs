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
        (webhook => Literal.Of(webhook.CreationTime), Descending: true),
        (webhook => Literal.Of(webhook.WebhookId), Descending: false));

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IWebhookStore webhooks)
    {
        var page = MlflowPage.Of(request, SizeDefault, SizeMax, MlflowPage.Between);
        var found = SortedPage.Of(await webhooks.All(request.Cancel), NewestFirst, page, "webhooks").OrThrow();
        return new MlflowAnswer(answer => answer
            .Messages("webhooks", found.Items, WebhookWire.Write).Text("next_page_token", found.NextPageToken));
    }
}
