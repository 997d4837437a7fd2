using Microsoft.AspNetCore.Builder;
using Tauro.ServiceDefaults.Retention;
using Tauro.Stores.Retention;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds retention jobs to a service.</summary>
public static class TauroRetention
{
    /// <summary>
    /// Adds the schedule of retention jobs if the store supports them. Call it after adding the store.
    /// </summary>
    public static WebApplicationBuilder AddTauroRetention(this WebApplicationBuilder builder)
    {
        if (builder.Services.All(service => service.ServiceType != typeof(IRetentionStore))) return builder;
        builder.Services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<RetentionWorker>();
        return builder;
    }
}
