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
    /// <exception cref="SettingException">A setting does not fit what is in the stores.</exception>
    public static async Task OpenStores(this IServiceProvider services, CancellationToken cancel = default)
    {
        if (services.GetService(typeof(StoreStart)) is StoreStart start) await start.Run(cancel).ConfigureAwait(false);
        foreach (var check in (IEnumerable<StoreCheck>)services.GetService(typeof(IEnumerable<StoreCheck>))!)
            await check.Run(cancel).ConfigureAwait(false);
    }
}
