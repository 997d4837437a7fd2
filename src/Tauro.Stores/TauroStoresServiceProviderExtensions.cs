using Tauro.Stores;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Opens the stores that are registered.</summary>
public static class TauroStoresServiceProviderExtensions
{
    /// <summary>
    /// Opens the stores. A host awaits it after it is built and before it starts. Stores that need no opening are ready
    /// without it.
    /// </summary>
    /// <inheritdoc cref="StoreStart.Run"/>
    public static Task OpenStores(this IServiceProvider services, CancellationToken cancel = default) =>
        (services.GetService(typeof(StoreStart)) as StoreStart)?.Run(cancel) ?? Task.CompletedTask;
}
