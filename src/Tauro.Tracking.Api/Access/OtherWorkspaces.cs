using Tauro.Contracts.Ids;
using Tauro.ServiceDefaults.Security;
using Tauro.Stores;
using Tauro.Stores.Runs;

namespace Tauro.Tracking.Api.Access;

/// <summary>
/// Refuses to start without credentials while there are experiments in other workspaces than <c>default</c>, which all
/// clients could see then.
/// </summary>
internal static class OtherWorkspaces
{
    public static void AddCheck(WebApplicationBuilder builder) => builder.Services.AddSingleton(provider =>
        new StoreCheck(_ => AuthMode.IsRequired(builder.Configuration)
            || provider.GetRequiredKeyedService<IRunStore>(GuardServices.Unguarded).IsOnlyIn(WorkspaceName.Default)
                ? Task.CompletedTask
                : throw AuthMode.RequiredFor("experiments in other workspaces than 'default'")));
}
