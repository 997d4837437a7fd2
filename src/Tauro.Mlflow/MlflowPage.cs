using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Mlflow;

/// <summary>
/// Parses <c>max_results</c> and <c>page_token</c> of MLflow's lists, with one check and the messages of MLflow.
/// </summary>
public static class MlflowPage
{
    /// <param name="request">The request.</param>
    /// <param name="sizeDefault">The default; 0 where MLflow requires <c>max_results</c>.</param>
    /// <param name="sizeMax">The largest size that MLflow accepts; a page here may be smaller, with a token.</param>
    /// <param name="message">The message for a size out of range; null for that of the tracking server.</param>
    public static PageRequest Parse(
        MlflowMessage request,
        int sizeDefault,
        int sizeMax = Limits.PageSizeMax,
        Func<long, int, string>? message = null) =>
        new(
            Math.Min(ParseSize(request, sizeDefault, sizeMax, message), Limits.PageSizeMax),
            request.String("page_token"));

    /// <inheritdoc cref="Parse"/>
    public static int ParseSize(
        MlflowMessage request,
        int sizeDefault,
        int sizeMax = Limits.PageSizeMax,
        Func<long, int, string>? message = null)
    {
        var size = request.Integer("max_results") ?? sizeDefault;
        return PageRules.Allow(size, sizeMax)
            ? (int)size
            : throw MlflowException.Invalid((message ?? TrackingMessage)(size, sizeMax));
    }

    /// <summary>The message of the registry's searches.</summary>
    public static string RegistryMessage(long size, int sizeMax) =>
        "Invalid value for request parameter max_results. It must be "
        + $"{(size < 1 ? "at least 1" : $"at most {sizeMax}")}, but got value {size}";

    /// <summary>The message for webhooks and charts.</summary>
    public static string BetweenMessage(long size, int sizeMax) =>
        $"max_results must be between 1 and {sizeMax}, but got value {size}";

    private static string TrackingMessage(long size, int sizeMax) =>
        $"Invalid value {size} for parameter 'max_results' supplied. It must be at least 1 and at most {sizeMax}.";
}
