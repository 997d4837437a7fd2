using Tauro.Registry.Api.Webhooks;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class PolicyServices
{
    /// <summary>Adds what policies need; approvals expire only if the registry's store supports policies.</summary>
    public static void AddPolicies(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddWebhookSender(configuration);
        services.AddSingleton<PolicyHooks>();
        services.AddOptions<PolicyOptions>().BindConfiguration(PolicyOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Overrides>();
        services.AddSingleton<GateEvidenceReader>();
        if (services.Any(service => service.ServiceType == typeof(IPolicyStore)))
            services.AddHostedService<ApprovalExpiry>();
    }
}
