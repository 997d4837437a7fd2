using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow;

/// <summary><c>max_results</c> and <c>page_token</c> of a search.</summary>
internal static class MlflowPage
{
    /// <param name="sizeDefault">When it is absent; 0 where MLflow demands it.</param>
    public static PageRequest Of(MlflowMessage request, int sizeDefault)
    {
        var size = request.Whole("max_results") ?? sizeDefault;
        if (size < 1) throw Bad(size, "a positive integer");
        if (size > Limits.PageSizeMax) throw Bad(size, $"at most {Limits.PageSizeMax}");
        return new PageRequest((int)size, request.Text("page_token") is { Length: > 0 } token ? token : null);
    }

    private static MlflowException Bad(long size, string due) => MlflowException.Invalid(
        $"Invalid value {size} for parameter 'max_results' supplied. It must be {due}");
}
