using Tauro.Mlflow;
using Tauro.Registry.Api.Mlflow.Wire;
using Tauro.Stores.Filters;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Mlflow.ModelVersions;

internal static class SearchModelVersions
{
    private const int SizeMax = 200_000;

    public static async Task<MlflowResult> Handle(MlflowRequest request, IModelStore store)
    {
        var page = MlflowPage.Parse(request, SizeMax, SizeMax, MlflowPage.RegistryMessage);
        var filter = MlflowSearch.Filter(request, FilterVocabulary.MlflowModelVersions);
        var order = MlflowSearch.Order(
            request, FilterVocabulary.MlflowModelVersionOrder,
            "name", "version_number", "creation_timestamp", "last_updated_timestamp");
        var found = MlflowSearch.OrThrow(
            await store.SearchVersions(new ModelVersionQuery(page, filter, order), request.Cancel));
        return RegistryWire.ToResponse(found.Items, found.NextPageToken);
    }
}
