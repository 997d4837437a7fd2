using Tauro.Contracts.Quotas;
using Tauro.ServiceDefaults.Security;

namespace Tauro.Gateway.Rates;

/// <summary>Returns the limits of this gateway, and who uses them.</summary>
internal static class QuotaEndpoints
{
    /// <summary>Maps it, when credentials are checked.</summary>
    public static void MapQuotas(this WebApplication app)
    {
        if (AuthMode.IsRequired(app.Configuration))
            app.MapGet("/api/v1/quotas", Get).RequiresAdmin().WithName("GetQuotas");
    }

    private static QuotaReport Get(RateLimits limits) => limits.GetReport();
}
