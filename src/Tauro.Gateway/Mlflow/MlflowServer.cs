namespace Tauro.Gateway.Mlflow;

/// <summary>Maps the routes that MLflow's clients and load balancers check first.</summary>
internal static class MlflowServer
{
    /// <summary>The version of MLflow whose API is served.</summary>
    public const string Version = "3.11.0";

    public static void MapMlflowServer(this WebApplication app)
    {
        app.MapGet("/health", () => TypedResults.Text("OK")).IsPublic().ExcludeFromDescription();
        app.MapGet("/version", () => TypedResults.Text(Version)).RequiresPrincipal().ExcludeFromDescription();
    }
}
