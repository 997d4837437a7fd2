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
    /// <param name="refusal">The message for a size out of range; null for that of the tracking server.</param>
    public static PageRequest Of(
        MlflowMessage request,
        int sizeDefault,
        int sizeMax = Limits.PageSizeMax,
        Func<long, int, string>? refusal = null) =>
        new(
            Math.Min(Size(request, sizeDefault, sizeMax, refusal), Limits.PageSizeMax),
            request.Text("page_token"));

    /// <inheritdoc cref="Of"/>
    public static int Size(
        MlflowMessage request,
        int sizeDefault,
        int sizeMax = Limits.PageSizeMax,
        Func<long, int, string>? refusal = null)
    {
        var size = request.Whole("max_results") ?? sizeDefault;
        return PageRules.Allow(size, sizeMax)
            ? (int)size
            : throw MlflowException.Invalid((refusal ?? Tracking)(size, sizeMax));
    }

    /// <summary>The message of the registry's searches.</summary>
    public static string Registry(long size, int sizeMax) =>
        "Invalid value for request parameter max_results. It must be "
        + $"{(size < 1 ? "at least 1" : $"at most {sizeMax}")}, but got value {size}";

    /// <summary>The message for webhooks and charts.</summary>
    public static string Between(long size, int sizeMax) =>
        $"max_results must be between 1 and {sizeMax}, but got value {size}";

    private static string Tracking(long size, int sizeMax) =>
        $"Invalid value {size} for parameter 'max_results' supplied. It must be at least 1 and at most {sizeMax}.";
}
