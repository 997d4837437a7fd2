using Tauro.Identity.Api.Access;
using Tauro.Identity.Api.Audit;
using Tauro.Identity.Api.Mlflow.Grants;
using Tauro.Identity.Api.Mlflow.Roles;
using Tauro.Identity.Api.Resources;
using Tauro.Identity.Api.Roles;
using Tauro.Identity.Api.Setup;
using Tauro.Identity.Api.Workspaces;
using Tauro.Stores;

namespace Microsoft.Extensions.DependencyInjection;

public static class IdentityServices
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Accounts, API keys and roles over the embedded store. Who registers an <c>IIdentityStore</c> and an
    /// <c>IEventLog</c> before it gets them over those. Needs <c>AddTauroServiceDefaults</c>.
    /// </summary>
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddTauroIdentityStore(builder.Configuration).AddTauroMlflow();
        builder.Services.AddSingleton(new SettingCheck(() => AdminKeyFile.Read(builder.Configuration)));
        builder.Services.AddSingleton(new SettingCheck(() => DefaultAccess.Read(builder.Configuration)));
        builder.Services.AddSingleton<DefaultAccess>();
        builder.Services.AddSingleton<SetupTokenFile>();
        builder.Services.AddHostedService<FirstAdmin>();
        builder.Services.AddSingleton<WorkspaceRoles>();
        builder.Services.AddSingleton<MlflowRoles>();
        builder.Services.AddSingleton<VisibleWorkspaces>();
        builder.Services.AddSingleton<DirectGrants>();
        builder.Services.AddSingleton<ServiceReader>();
        builder.Services.AddSingleton<ResourceLookup>();
        builder.Services.AddSingleton<WorkspaceContents>();
        builder.Services.AddSingleton<WorkspaceDeletion>();
        foreach (var service in ServiceReader.Services)
            builder.Services.AddHttpClient(service)
                .ConfigureHttpClient(http => http.BaseAddress = new Uri($"http://{service}"))
                .AddTauroSingleAttempt(ReadTimeout)
                .AddTauroToken(service);
        builder.Services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<AuditRetention>();
        return builder;
    }
}
