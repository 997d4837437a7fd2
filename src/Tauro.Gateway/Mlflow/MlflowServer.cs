namespace Tauro.Gateway.Mlflow;

/// <summary>What MLflow's clients and load balancers ask of a server before anything else.</summary>
internal static class MlflowServer
{
    /// <summary>The version of MLflow whose API this is.</summary>
    public const string Version = "3.11.0";

    public static void MapMlflowServer(this WebApplication app)
    {
        app.MapGet("/health", () => TypedResults.Text("OK")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/version", () => TypedResults.Text(Version)).AllowAnonymous().ExcludeFromDescription();
    }
}
