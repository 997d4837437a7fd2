using Tauro.Mlflow;
using Tauro.Storage;
using Tauro.Storage.Search;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>The newest first.</summary>
internal static class ListWebhooks
{
    private const int SizeDefault = 100;
    private const int SizeMax = 1_000;

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IWebhookStore webhooks)
    {
        var size = request.Whole("max_results") ?? SizeDefault;
        if (size is < 1 or > SizeMax)
            throw MlflowException.Invalid($"max_results must be between 1 and {SizeMax}, but got value {size}");
        var offset = PageToken.Decode(request.Text("page_token")).OrThrow();
        var rest = (await webhooks.All(request.Cancel)).Skip(offset).ToList();
        return new MlflowAnswer(answer => answer
            .Messages("webhooks", rest.Take((int)size), WebhookWire.Write)
            .Text("next_page_token", rest.Count > size ? PageToken.Encode(offset + (int)size) : null));
    }
}
