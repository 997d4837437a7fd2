using Microsoft.Extensions.DependencyInjection.Extensions;
using Tauro.ServiceDefaults.Artifacts;

namespace Microsoft.Extensions.DependencyInjection;

public static class TauroArtifacts
{
    /// <summary>What receiving and sending artifacts over HTTP needs.</summary>
    public static IServiceCollection AddTauroArtifacts(this IServiceCollection services)
    {
        services.TryAddSingleton<ArtifactMetrics>();
        return services;
    }
}
