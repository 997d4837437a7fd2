using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow;

/// <summary>
/// Tells newer clients that there are no workspaces; a store that is no files is an SQL store to them.
/// </summary>
internal static class ServerInfo
{
    public static MlflowAnswer Handle() =>
        new(answer => answer.Text("store_type", "SqlStore").Flag("workspaces_enabled", false));
}
