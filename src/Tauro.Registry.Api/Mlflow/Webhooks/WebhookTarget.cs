using System.Net.Sockets;
using Tauro.Contracts;
using Tauro.Mlflow;
using Tauro.Registry.Api.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>Checks the URL of a webhook when it is created or changed.</summary>
internal static class WebhookTarget
{
    private static readonly TimeSpan ResolveTimeout = TimeSpan.FromSeconds(5);

    /// <exception cref="MlflowException">The URL is malformed or resolves to a non-public address.</exception>
    public static async Task Check(string url, bool allowPrivate, TimeProvider time, CancellationToken cancel)
    {
        var uri = Parse(url, allowPrivate);
        if (allowPrivate) return;
        using var timeout = new CancellationTokenSource(ResolveTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            await WebhookHosts.Resolve(uri.IdnHost, allowPrivate, linked.Token);
        }
        catch (WebhookTargetException refused)
        {
            throw MlflowException.Invalid(refused.Message);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            throw MlflowException.Invalid($"Cannot resolve webhook URL hostname '{uri.IdnHost}'.");
        }
    }

    private static Uri Parse(string url, bool allowPrivate)
    {
        if (string.IsNullOrWhiteSpace(url))
            throw MlflowException.Invalid($"Webhook URL cannot be empty or just whitespace: '{url}'");
        if (url.Length > Limits.SourceLengthMax)
            throw MlflowException.Invalid($"'url' exceeds the maximum length of {Limits.SourceLengthMax} characters");
        var scheme = url.IndexOf("://", StringComparison.Ordinal) is var at and > 0 ? url[..at].ToLowerInvariant() : "";
        if (scheme != Uri.UriSchemeHttps && !(allowPrivate && scheme == Uri.UriSchemeHttp))
            throw MlflowException.Invalid(
                $"Invalid webhook URL scheme: '{scheme}'. Allowed schemes are: https{(allowPrivate ? ", http" : "")}.");
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw MlflowException.Invalid($"Invalid webhook URL: '{url}'. Webhook URL must include a hostname.");
        // The URL is not shown, because it contains a password.
        if (uri.UserInfo.Length > 0)
            throw MlflowException.Invalid(
                $"Webhook URL to '{uri.Host}' must not contain a user or password. Use the webhook's secret instead.");
        return WebhookPorts.Allows(uri.Port)
            ? uri
            : throw MlflowException.Invalid(
                $"Webhook URL must not use port {uri.Port}, which is not for HTTP. Use another port, such as 443.");
    }
}
