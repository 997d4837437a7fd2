using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Storage;
using Tauro.Storage.Search;

namespace Tauro.Registry.Api.Mlflow;

/// <summary>What the two searches of the registry have in common.</summary>
internal static class MlflowSearch
{
    /// <summary>Prompts are models with a tag, and are found only when the filter asks for it.</summary>
    public static Filter? Filter(MlflowRequest request, FilterVocabulary vocabulary) =>
        PromptFilter.Apply(FilterParser.Parse(request.Text("filter"), vocabulary).OrThrow());

    /// <param name="request">Has <c>max_results</c> and <c>page_token</c>.</param>
    /// <param name="sizeDefault">When it does not say.</param>
    /// <param name="sizeMax">What MLflow takes; a page of ours may be smaller, with a token for the rest.</param>
    public static PageRequest Page(MlflowRequest request, int sizeDefault, int sizeMax)
    {
        var size = request.Whole("max_results") ?? sizeDefault;
        if (size > sizeMax)
            throw MlflowException.Invalid(
                $"Invalid value for request parameter max_results. It must be at most {sizeMax}, but got value {size}");
        if (size < 1)
            throw MlflowException.Invalid(
                $"Invalid value for request parameter max_results. It must be at least 1, but got value {size}");
        var token = request.Text("page_token");
        return new PageRequest((int)Math.Min(size, Limits.PageSizeMax), token is { Length: > 0 } ? token : null);
    }

    /// <summary>Reads <c>order_by</c>, of which MLflow takes fewer keys than ours.</summary>
    public static OrderBy[] Order(MlflowRequest request, FilterVocabulary vocabulary, params string[] keys)
    {
        var asked = request.Texts("order_by").Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        foreach (var text in asked)
        {
            var key = text.Trim().Split(' ')[0].Split('.', 2)[^1].Trim('`', '"');
            if (!keys.Contains(key, StringComparer.Ordinal))
                throw MlflowException.Invalid(
                    $"Invalid order by key '{key}' specified. Valid keys are '{string.Join("', '", keys)}'");
        }

        var order = OrderByParser.Parse(asked, vocabulary).OrThrow();
        return order;
    }

    public static Page<T> Found<T>(StoreOutcome<Page<T>> outcome) =>
        outcome.Problem is { Code: ProblemCodes.InvalidPageToken } bad
            ? throw MlflowException.Invalid($"Invalid page token: {bad.Message}")
            : outcome.OrThrow();
}
