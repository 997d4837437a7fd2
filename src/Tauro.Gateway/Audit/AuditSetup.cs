namespace Tauro.Gateway.Audit;

internal static class AuditSetup
{
    /// <summary>Adds the audit of sign-ins, invalid credentials and refused requests, and of all trails.</summary>
    public static void AddSecurityAudit(this IServiceCollection services)
    {
        services.AddOptions<SecurityOptions>().BindConfiguration(SecurityOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SecurityAudit>();
        services.AddHostedService<SecurityReports>();
        services.AddSingleton<AuditReader>();
    }
}
