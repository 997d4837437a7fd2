using Microsoft.Extensions.DependencyInjection.Extensions;
using Tauro.Artifacts.Http;
using Tauro.Stores.Artifacts;

namespace Microsoft.Extensions.DependencyInjection;

public static class TauroArtifacts
{
    /// <summary>Adds the services for receiving and sending artifacts over HTTP.</summary>
    public static IServiceCollection AddTauroArtifacts(this IServiceCollection services)
    {
        services.TryAddSingleton<ArtifactMetrics>();
        services.TryAddSingleton<ArtifactStore>();
        return services;
    }
}
