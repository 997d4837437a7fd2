using Tauro.Identity.Api.Setup;
using Tauro.Stores;

namespace Microsoft.Extensions.DependencyInjection;

public static class IdentityServices
{
    /// <summary>
    /// Accounts, API keys and roles over the embedded store. Who registers an <c>IIdentityStore</c> and an
    /// <c>IEventLog</c> before it gets them over those. Needs <c>AddTauroServiceDefaults</c>.
    /// </summary>
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddTauroIdentityStore(builder.Configuration).AddTauroMlflow();
        builder.Services.AddSingleton(new SettingCheck(() => AdminKeyFile.Read(builder.Configuration)));
        builder.Services.AddSingleton<SetupTokenFile>();
        builder.Services.AddHostedService<FirstAdmin>();
        return builder;
    }
}
