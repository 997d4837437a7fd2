using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.RegisteredModels;

internal static class SearchRegisteredModels
{
    private const int SizeDefault = 100;
    private const int SizeMax = 1_000;

    public static async Task<MlflowAnswer> Handle(MlflowRequest request, IModelStore store)
    {
        var page = MlflowPage.Of(request, SizeDefault, SizeMax, MlflowPage.Registry);
        var filter = MlflowSearch.Filter(request, FilterVocabulary.MlflowModels);
        var order = MlflowSearch.Order(
            request, FilterVocabulary.Models, "name", "timestamp", "last_updated_timestamp", "creation_timestamp");
        var found = MlflowSearch.Found(await store.SearchModels(new ModelQuery(page, filter, order), request.Cancel));
        var names = found.Items.Select(model => model.Name).ToList();
        var latest = (await store.GetLatestVersions(names, request.Cancel)).OrThrow().ToLookup(version => version.Name);
        return new MlflowAnswer(answer => answer
            .Messages("registered_models", found.Items, (message, model) =>
                RegistryWire.Write(message, model, latest[model.Name]))
            .Text("next_page_token", found.NextPageToken));
    }
}
