using Tauro.ServiceDefaults.Start;
using Tauro.Stores;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Webhooks;

internal static class WebhookServices
{
    /// <summary>Adds webhook delivery; does nothing if the registry's store does not support webhooks.</summary>
    public static void AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        if (!services.Any(service => service.ServiceType == typeof(IWebhookStore))) return;
        services.AddWebhookSender(configuration);
        services.AddSingleton<WebhookChanges>();
        services.AddSingleton<WebhookPayloads>();
        services.AddHostedService<WebhookDelivery>();
    }

    /// <summary>Adds what sends webhooks and hooks, if it is not there already.</summary>
    public static void AddWebhookSender(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(service => service.ServiceType == typeof(WebhookSender))) return;
        services.AddSingleton(
            new SettingCheck(() => TauroSwitch.IsOn(configuration, WebhookOptions.AllowPrivateVariable)));
        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section)
            .Configure(options =>
                options.AllowPrivate |= TauroSwitch.IsOn(configuration, WebhookOptions.AllowPrivateVariable))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<WebhookSender>();
    }
}
