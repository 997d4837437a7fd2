using Tauro.Identity.Api.Access;
using Tauro.Identity.Api.Accounts;
using Tauro.Identity.Api.ApiKeys;
using Tauro.Identity.Api.Audit;
using Tauro.Identity.Api.ExternalLogins;
using Tauro.Identity.Api.GroupRules;
using Tauro.Identity.Api.Mlflow;
using Tauro.Identity.Api.Mlflow.Grants;
using Tauro.Identity.Api.Mlflow.Roles;
using Tauro.Identity.Api.Mlflow.Workspaces;
using Tauro.Identity.Api.Roles;
using Tauro.Identity.Api.Setup;
using Tauro.Identity.Api.Snapshots;
using Tauro.Identity.Api.Workspaces;

namespace Microsoft.AspNetCore.Builder;

public static class IdentityEndpoints
{
    /// <summary>Maps every route of identity: the native API, MLflow's API and the event history.</summary>
    public static void MapIdentity(this WebApplication app)
    {
        app.MapSetup();
        app.MapAccess();
        app.MapAccounts();
        app.MapApiKeys();
        app.MapRoles();
        app.MapWorkspaces();
        app.MapGroupRules();
        app.MapExternalLogins();
        app.MapMlflowUsers();
        app.MapMlflowRoles();
        app.MapMlflowGrants();
        app.MapMlflowPermissions();
        app.MapMlflowWorkspaces();
        app.MapSnapshots();
        app.MapAudit();
        app.MapTauroEvents("identity");
        app.MapTauroTrail("identity");
    }
}
