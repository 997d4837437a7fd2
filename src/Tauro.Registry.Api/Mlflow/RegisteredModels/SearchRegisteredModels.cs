using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;
using Tauro.Stores.Paging;

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
        var query = new ModelQuery(page, filter, order);
        var (found, latest) = await Search(store, query, request.Cancel);
        var count = PageBytes.CountFitting(
            found.Items, model => PageBytes.Estimate(model) + latest[model.Name].Sum(PageBytes.Estimate));
        if (count < found.Items.Count)
            (found, latest) = await Search(store, query with { Page = page with { Size = count } }, request.Cancel);
        return new MlflowResult(writer => writer
            .Messages("registered_models", found.Items, (message, model) =>
                RegistryWire.Write(message, model, latest[model.Name]))
            .String("next_page_token", found.NextPageToken));
    }

    private static async Task<(Page<RegisteredModel> Page, ILookup<string, ModelVersion> Latest)> Search(
        IModelStore store, ModelQuery query, CancellationToken cancel)
    {
        var found = MlflowSearch.OrThrow(await store.SearchModels(query, cancel));
        var names = found.Items.Select(model => model.Name).ToList();
        return (found, (await store.GetLatestVersions(names, cancel)).OrThrow().ToLookup(version => version.Name));
    }
}
