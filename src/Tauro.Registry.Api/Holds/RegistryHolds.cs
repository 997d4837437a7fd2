using Tauro.Stores.Retention;

namespace Tauro.Registry.Api.Holds;

internal static class RegistryHolds
{
    public static void MapRegistryHolds(this IEndpointRouteBuilder app)
    {
        app.MapHold<HeldModel>(
            "/api/v1/models/{name}", "ModelHold", "a model with its versions",
            held => new HoldTarget.Model(held.Name));
        app.MapHold<HeldVersion>(
            "/api/v1/models/{name}/versions/{version:int}", "ModelVersionHold", "a version",
            held => new HoldTarget.Version(held.Name, held.Version));
    }

    private readonly record struct HeldModel(string Name);

    private readonly record struct HeldVersion(string Name, int Version);
}
