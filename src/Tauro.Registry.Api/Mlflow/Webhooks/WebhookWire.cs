using Tauro.Mlflow;
using Tauro.Stores.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>Writes a webhook in the form of MLflow's messages, without its secret.</summary>
internal static class WebhookWire
{
    private const string Active = "ACTIVE";
    private const string Disabled = "DISABLED";

    public static MlflowAnswer Answer(Webhook webhook) =>
        new(writer => writer.Message("webhook", message => Write(message, webhook)));

    public static void Write(MlflowWriter writer, Webhook webhook) => writer
        .Text("webhook_id", webhook.WebhookId)
        .Text("name", webhook.Name)
        .Text("url", webhook.Url)
        .Messages("events", webhook.Events, WebhookEvents.Write)
        .Text("description", webhook.Description)
        .Text("status", webhook.IsActive ? Active : Disabled)
        .Whole("creation_timestamp", webhook.CreationTime)
        .Whole("last_updated_timestamp", webhook.LastUpdateTime);

    /// <summary>Reads the status; null when the request does not set it.</summary>
    public static bool? IsActive(MlflowRequest request) => request.Text("status") switch
    {
        null or "" => null,
        Active => true,
        Disabled => false,
        _ => throw MlflowMessage.InvalidValue("status", request.Fields.GetProperty("status")),
    };

    /// <summary>Reads a string; null when it is absent or empty, which leaves the value unchanged.</summary>
    public static string? Given(MlflowRequest request, string name) =>
        request.Text(name) is { Length: > 0 } text ? text : null;
}
