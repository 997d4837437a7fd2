using Tauro.Stores.Guards;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Access;

/// <summary>The guards of the stores whose resources belong to a registered model.</summary>
internal static class RegistryGuards
{
    public static void AddRegistryGuards(this IServiceCollection services) => services
        .AddSingleton(provider => new ModelAccess(
            provider.GetRequiredKeyedService<IModelStore>(GuardServices.Unguarded)))
        .AddGuard<IModelStore, ModelAccess>((store, access) => new GuardedModelStore(store, access))
        .AddGuard<IModelHistory, ModelAccess>((history, access) => new GuardedModelHistory(history, access))
        .AddGuard<IPolicyStore, ModelAccess>((store, access) => new GuardedPolicyStore(store, access))
        .AddGuard<IWebhookStore, ModelAccess>((store, _) => new GuardedWebhookStore(store));
}
