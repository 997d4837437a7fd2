using Tauro.Stores;

namespace Tauro.Gateway.Issuers;

internal static class IssuerSetup
{
    /// <summary>Adds the verification of tokens of other issuers.</summary>
    public static void AddIssuers(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<JwtOptions>().BindConfiguration(JwtOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(new SettingCheck(() =>
        {
            var jwt = new JwtOptions();
            builder.Configuration.GetSection(JwtOptions.Section).Bind(jwt);
            jwt.Check();
        }));
        builder.Services.AddSingleton<IssuerTokens>();
    }
}
