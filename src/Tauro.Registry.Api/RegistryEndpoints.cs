using Tauro.Registry.Api.Aliases;
using Tauro.Registry.Api.Artifacts;
using Tauro.Registry.Api.Models;
using Tauro.Registry.Api.Uploads;
using Tauro.Registry.Api.Versions;

namespace Microsoft.AspNetCore.Builder;

public static class RegistryEndpoints
{
    /// <summary>Every route of the registry's own API, its event history included.</summary>
    public static void MapRegistry(this WebApplication app)
    {
        app.MapModels();
        app.MapVersions();
        app.MapAliases();
        app.MapArtifacts();
        app.MapUploads();
        app.MapTauroEvents("registry");
    }
}
