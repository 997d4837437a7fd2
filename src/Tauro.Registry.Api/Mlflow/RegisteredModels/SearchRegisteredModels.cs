using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class SearchRegisteredModels
{
    private const int SizeDefault = 100;
    private const int SizeMax = 1_000;

    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var page = MlflowPage.Parse(request, SizeDefault, SizeMax, MlflowPage.RegistryMessage);
        var filter = MlflowSearch.Filter(request, FilterVocabulary.MlflowModels);
        var order = MlflowSearch.Order(
            request, FilterVocabulary.Models, "name", "timestamp", "last_updated_timestamp", "creation_timestamp");
        var found = MlflowSearch.OrThrow(await store.SearchModels(new ModelQuery(page, filter, order), request.Cancel));
        var names = found.Items.Select(model => model.Name).ToList();
        var latest = (await store.GetLatestVersions(names, request.Cancel)).OrThrow().ToLookup(version => version.Name);
        return new MlflowResult(writer => writer
            .Messages("registered_models", found.Items, (message, model) =>
                RegistryWire.Write(message, model, latest[model.Name]))
            .String("next_page_token", found.NextPageToken));
    }
}
