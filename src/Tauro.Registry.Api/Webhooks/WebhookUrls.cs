using System.Net.Sockets;
using Tauro.Contracts;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>Checks the URL of a webhook or hook when it is created or changed.</summary>
internal static class WebhookUrls
{
    private static readonly TimeSpan ResolveTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Returns why the URL is malformed or resolves to a non-public address; null if it is allowed.</summary>
    public static async Task<string?> Check(string url, bool allowPrivate, TimeProvider time, CancellationToken cancel)
    {
        if (CheckForm(url, allowPrivate) is { } problem) return problem;
        if (allowPrivate) return null;
        var host = new Uri(url).IdnHost;
        using var timeout = new CancellationTokenSource(ResolveTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            await WebhookHosts.Resolve(host, allowPrivate, linked.Token);
            return null;
        }
        catch (WebhookTargetException refused)
        {
            return refused.Message;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return $"Cannot resolve webhook URL hostname '{host}'.";
        }
    }

    private static string? CheckForm(string url, bool allowPrivate)
    {
        if (string.IsNullOrWhiteSpace(url)) return $"Webhook URL cannot be empty or just whitespace: '{url}'";
        if (url.Length > Limits.SourceLengthMax)
            return $"'url' exceeds the maximum length of {Limits.SourceLengthMax} characters";
        var scheme = url.IndexOf("://", StringComparison.Ordinal) is var at and > 0 ? url[..at].ToLowerInvariant() : "";
        if (scheme != Uri.UriSchemeHttps && !(allowPrivate && scheme == Uri.UriSchemeHttp))
            return $"Invalid webhook URL scheme: '{scheme}'. "
                + $"Allowed schemes are: https{(allowPrivate ? ", http" : "")}.";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return $"Invalid webhook URL: '{url}'. Webhook URL must include a hostname.";
        // The URL is not shown, because it contains a password.
        if (uri.UserInfo.Length > 0)
            return $"Webhook URL to '{uri.Host}' must not contain a user or password. "
                + "Use the webhook's secret instead.";
        return WebhookPorts.Allows(uri.Port)
            ? null
            : $"Webhook URL must not use port {uri.Port}, which is not for HTTP. Use another port, such as 443.";
    }
}
