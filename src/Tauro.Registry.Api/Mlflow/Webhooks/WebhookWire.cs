using Tauro.Mlflow;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>Writes a webhook in the form of MLflow's messages, without its secret.</summary>
internal static class WebhookWire
{
    private const string Active = "ACTIVE";
    private const string Disabled = "DISABLED";

    public static MlflowResult ToResponse(Webhook webhook) =>
        new(writer => writer.Message("webhook", message => Write(message, webhook)));

    public static void Write(MlflowWriter writer, Webhook webhook) => writer
        .String("webhook_id", webhook.WebhookId)
        .String("name", webhook.Name)
        .String("url", webhook.Url)
        .Messages("events", webhook.Events, WebhookEvents.Write)
        .String("description", webhook.Description)
        .String("status", webhook.IsActive ? Active : Disabled)
        .Integer("creation_timestamp", webhook.CreationTime)
        .Integer("last_updated_timestamp", webhook.LastUpdateTime);

    /// <summary>Reads the status; null when the request does not set it.</summary>
    public static bool? IsActive(MlflowRequest request) => request.String("status") switch
    {
        null or "" => null,
        Active => true,
        Disabled => false,
        _ => throw MlflowMessage.InvalidValue("status", request.Fields.GetProperty("status")),
    };

    /// <summary>Reads a string; null when it is absent or empty, which leaves the value unchanged.</summary>
    public static string? GetNonEmpty(MlflowRequest request, string name) =>
        request.String(name) is { Length: > 0 } value ? value : null;
}
