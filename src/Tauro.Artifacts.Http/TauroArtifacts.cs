using Microsoft.Extensions.DependencyInjection.Extensions;
using Tauro.Artifacts.Http;

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
