using System.Net;
using System.Net.Sockets;
using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Webhooks;

/// <summary>Where a webhook may lead. Checked when it is created, and again with every connection.</summary>
internal static class WebhookTarget
{
    private static readonly TimeSpan ResolveTimeout = TimeSpan.FromSeconds(5);

    /// <exception cref="MlflowException">It does not have the form, or leads inside.</exception>
    public static async Task Check(string url, bool allowPrivate, TimeProvider time, CancellationToken cancel)
    {
        var uri = Parse(url, allowPrivate);
        if (allowPrivate) return;
        using var patience = new CancellationTokenSource(ResolveTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancel);
        try
        {
            await Resolve(uri.IdnHost, allowPrivate, either.Token);
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

    /// <summary>The addresses of a host, all of which may be connected to.</summary>
    /// <exception cref="WebhookTargetException">One of them may not.</exception>
    public static async Task<IPAddress[]> Resolve(string host, bool allowPrivate, CancellationToken cancel)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancel);
        if (!allowPrivate && addresses.FirstOrDefault(address => !PublicAddresses.Has(address)) is { } inside)
            throw new WebhookTargetException(
                $"Webhook URL must not resolve to a non-public IP address. '{host}' resolves to {inside}.");
        return addresses;
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
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri
            : throw MlflowException.Invalid($"Webhook URL must include a hostname: '{url}'");
    }
}
