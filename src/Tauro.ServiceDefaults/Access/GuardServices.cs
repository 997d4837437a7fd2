using Tauro.Stores.Access;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts guards in front of stores, which decide on single resources.</summary>
public static class GuardServices
{
    /// <summary>The key of a store without its guard, for guards, and for handlers that have decided before.
    /// </summary>
    public const string Unguarded = "unguarded";

    /// <summary>
    /// Puts a guard in front of a store; does nothing if the store is not registered. Each class that asks for the
    /// store gets the guard, which decides for the <see cref="CurrentPrincipal"/>.
    /// </summary>
    /// <param name="services">The services, with the store.</param>
    /// <param name="create">Creates the guard.</param>
    /// <typeparam name="TStore">The store.</typeparam>
    /// <typeparam name="TAccess">What the guard decides with.</typeparam>
    public static IServiceCollection AddGuard<TStore, TAccess>(
        this IServiceCollection services, Func<TStore, TAccess, TStore> create)
        where TStore : class
        where TAccess : class
    {
        var registered = services.LastOrDefault(service =>
            service.ServiceType == typeof(TStore) && !service.IsKeyedService);
        if (registered is null) return services;
        services.Remove(registered);
        services.AddKeyedSingleton(Unguarded, (provider, _) => (TStore)(registered.ImplementationInstance
            ?? registered.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)));
        return services.AddSingleton(provider => create(
            provider.GetRequiredKeyedService<TStore>(Unguarded), provider.GetRequiredService<TAccess>()));
    }
}
