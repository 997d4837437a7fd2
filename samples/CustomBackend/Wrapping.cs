namespace CustomBackend;

internal static class Wrapping
{
    /// <summary>Decorates a service that is registered with a factory.</summary>
    public static void Wrap<T>(this IServiceCollection services, Func<T, IServiceProvider, T> wrap) where T : class
    {
        var inner = services.Single(service => service.ServiceType == typeof(T));
        services.Remove(inner);
        services.AddSingleton(provider => wrap((T)inner.ImplementationFactory!(provider), provider));
    }
}
