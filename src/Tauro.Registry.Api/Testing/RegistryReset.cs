using Tauro.Contracts.Paging;
using Tauro.Stores;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Testing;

/// <summary>
/// Deletes the models one by one, so that they are removed from the caches of all replicas, and then all other data.
/// </summary>
internal static class RegistryReset
{
    private const int PageSize = 1_000;

    public static async Task Run(IServiceProvider services, CancellationToken cancel)
    {
        var store = services.GetRequiredService<IModelStore>();
        while (true)
        {
            var page = await store.SearchModels(new ModelQuery(new PageRequest(PageSize)), cancel);
            if (page.Value.Items.Count == 0) break;
            foreach (var model in page.Value.Items) await store.DeleteModel(model.Name, cancel: cancel);
        }

        await services.GetRequiredService<StoreReset>().Run(cancel);
    }
}
