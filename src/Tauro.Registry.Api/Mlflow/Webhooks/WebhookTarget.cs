using Tauro.Mlflow;
using Tauro.Registry.Api.Webhooks;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>Checks the URL of a webhook when it is created or changed.</summary>
internal static class WebhookTarget
{
    /// <exception cref="MlflowException">The URL is malformed or resolves to a non-public address.</exception>
    public static async Task Check(string url, bool allowPrivate, TimeProvider time, CancellationToken cancel)
    {
        if (await WebhookUrls.Check(url, allowPrivate, time, cancel) is { } problem)
            throw MlflowException.Invalid(problem);
    }
}
