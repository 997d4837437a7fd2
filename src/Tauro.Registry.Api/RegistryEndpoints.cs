using Tauro.Registry.Api.Access;
using Tauro.Registry.Api.Aliases;
using Tauro.Registry.Api.Artifacts;
using Tauro.Registry.Api.Holds;
using Tauro.Registry.Api.Mlflow;
using Tauro.Registry.Api.Mlflow.Artifacts;
using Tauro.Registry.Api.Mlflow.Webhooks;
using Tauro.Registry.Api.Models;
using Tauro.Registry.Api.Policies;
using Tauro.Registry.Api.Testing;
using Tauro.Registry.Api.Uploads;
using Tauro.Registry.Api.Versions;
using Tauro.ServiceDefaults.Testing;

namespace Microsoft.AspNetCore.Builder;

public static class RegistryEndpoints
{
    /// <summary>Maps every route of the registry: the native API, MLflow's API and the event history.</summary>
    public static void MapRegistry(this WebApplication app)
    {
        app.MapModels();
        app.MapVersions();
        app.MapAliases();
        app.MapPolicies();
        app.MapArtifacts();
        VersionUploads.Map(app);
        app.MapMlflowRegistry();
        app.MapWebhooks();
        app.MapVersionArtifact();
        app.MapTauroEvents("registry");
        app.MapTauroTrail("registry");
        app.MapTauroRetention("registry");
        app.MapRegistryHolds();
        app.MapCacheStats();
        app.MapRegistryContent();
        app.MapTestingReset(RegistryReset.Run);
    }
}
