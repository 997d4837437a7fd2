using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tauro.ServiceDefaults.Security;
using Tauro.Stores;
using Tauro.Tokens;

namespace Tauro.ServiceDefaults.Principals;

/// <summary>Authentication and authorization, the same for the gateway and each service.</summary>
internal static class AccessSetup
{
    private const string KeysSetting = "TAURO_KEYS_PATH";
    private const string DataSetting = "TAURO_MLOPS_PATH";
    private const string StoreSetting = "LocalStore:Path";
    private const string DataDefault = "mlops_data";

    public static void AddTauroAccess(
        this IServiceCollection services, IConfiguration configuration, string process)
    {
        services.TryAddSingleton(Entropy.System);
        services.AddSingleton(provider => new KeyFolder(
            GetKeysPath(configuration), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TokenIssuer(
            process, provider.GetRequiredService<KeyFolder>(),
            configuration[TokenIssuer.KeyFileSetting] is { Length: > 0 } file ? file : null,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Entropy>()));
        services.AddSingleton(provider => new TokenVerifier(
            process, provider.GetRequiredService<KeyFolder>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<TokenPrincipal>();
        services.TryAddSingleton<IPrincipalSource>(provider => AuthMode.IsRequired(configuration)
            ? provider.GetRequiredService<TokenPrincipal>()
            : new LocalPrincipal());
        // AddAuthentication would add Data Protection too, which writes keys that nothing here uses.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = PrincipalHandler.SchemeName;
            authentication.AddScheme<PrincipalHandler>(PrincipalHandler.SchemeName, null);
        });
        services.AddWebEncoders();
        services.AddTransient<PrincipalHandler>();
        services.AddAuthorizationBuilder()
            // An endpoint that does not say who may call it is for none.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddSingleton<IAuthorizationHandler, EndpointAccessHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessResults>();
    }

    /// <summary>Makes the key of the process, when credentials are checked.</summary>
    /// <exception cref="SettingException">The key can't be read, or not be published.</exception>
    public static void PrepareTokens(IServiceProvider services)
    {
        if (AuthMode.IsRequired(services.GetRequiredService<IConfiguration>()))
            services.GetRequiredService<TokenIssuer>().Prepare();
    }

    private static string GetKeysPath(IConfiguration configuration)
    {
        if (configuration[KeysSetting] is { Length: > 0 } path) return path;
        string?[] folders = [configuration[DataSetting], configuration[StoreSetting], DataDefault];
        return Path.Combine(folders.First(folder => !string.IsNullOrEmpty(folder))!, "keys");
    }
}
