using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Stores.Rules;

namespace Tauro.Mlflow;

/// <summary>
/// <c>max_results</c> and <c>page_token</c> of MLflow's lists: one check, and the sentences of MLflow's servers.
/// </summary>
public static class MlflowPage
{
    /// <param name="request">The request.</param>
    /// <param name="sizeDefault">When it does not say; 0 where MLflow demands it.</param>
    /// <param name="sizeMax">What MLflow takes; a page of ours may be smaller, with a token for the rest.</param>
    /// <param name="refusal">The sentence for a size outside of that; null for the tracking server's.</param>
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

    /// <summary>As the registry's searches say it.</summary>
    public static string Registry(long size, int sizeMax) =>
        "Invalid value for request parameter max_results. It must be "
        + $"{(size < 1 ? "at least 1" : $"at most {sizeMax}")}, but got value {size}";

    /// <summary>As lists of webhooks and charts say it.</summary>
    public static string Between(long size, int sizeMax) =>
        $"max_results must be between 1 and {sizeMax}, but got value {size}";

    private static string Tracking(long size, int sizeMax) =>
        $"Invalid value {size} for parameter 'max_results' supplied. It must be at least 1 and at most {sizeMax}.";
}
