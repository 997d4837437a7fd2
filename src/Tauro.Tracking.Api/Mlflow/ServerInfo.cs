using Tauro.Mlflow;
using Tauro.ServiceDefaults.Security;

namespace Tauro.Tracking.Api.Mlflow;

/// <summary>
/// Reports to newer clients whether there are workspaces, which there are when credentials are checked. To them, any
/// store that is not a file store is an SQL store.
/// </summary>
internal static class ServerInfo
{
    public static MlflowResult Handle(IConfiguration configuration) => new(writer => writer
        .String("store_type", "SqlStore").Flag("workspaces_enabled", AuthMode.IsRequired(configuration)));
}
