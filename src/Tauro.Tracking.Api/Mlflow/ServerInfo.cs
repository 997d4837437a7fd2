using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow;

/// <summary>
/// Reports to newer clients that there are no workspaces. To them, any store that is not a file store is an SQL store.
/// </summary>
internal static class ServerInfo
{
    public static MlflowResult Handle() =>
        new(writer => writer.String("store_type", "SqlStore").Flag("workspaces_enabled", false));
}
