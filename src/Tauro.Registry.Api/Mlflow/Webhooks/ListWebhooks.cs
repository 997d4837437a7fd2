using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>The newest first.</summary>
internal static class ListWebhooks
{
    private const int SizeDefault = 100;
    private const int SizeMax = 1_000;

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IWebhookStore webhooks)
    {
        var size = MlflowPage.Size(request, SizeDefault, SizeMax, MlflowPage.Between);
        var offset = PageToken.Decode(request.Text("page_token")).OrThrow();
        var rest = (await webhooks.All(request.Cancel)).Skip(offset).ToList();
        return new MlflowAnswer(answer => answer
            .Messages("webhooks", rest.Take(size), WebhookWire.Write)
            .Text("next_page_token", rest.Count > size ? PageToken.Encode(offset + size) : null));
    }
}
