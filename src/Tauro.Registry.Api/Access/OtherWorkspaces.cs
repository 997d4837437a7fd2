using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.ServiceDefaults.Security;
using Tauro.Stores;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Access;

/// <summary>
/// Refuses to start without credentials while there are models in other workspaces than <c>default</c>, which all
/// clients could see then.
/// </summary>
internal static class OtherWorkspaces
{
    private static readonly ModelQuery Query =
        new(new PageRequest(1), IsVisible: model => model.Workspace != WorkspaceName.Default);

    public static void AddCheck(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(
        provider => new StoreCheck(async cancel =>
        {
            if (AuthMode.IsRequired(configuration)) return;
            var store = provider.GetRequiredKeyedService<IModelStore>(GuardServices.Unguarded);
            if ((await store.SearchModels(Query, cancel)).Value.Items.Count > 0)
                throw AuthMode.RequiredFor("registered models in other workspaces than 'default'");
        }));
}
