using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores;
using Tauro.Stores.Filters;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>What the two searches of the registry have in common.</summary>
internal static class MlflowSearch
{
    /// <summary>Prompts are models with a tag, and are found only when the filter asks for it.</summary>
    public static Filter? Filter(MlflowRequest request, FilterVocabulary vocabulary) =>
        PromptFilter.Apply(FilterParser.Parse(request.Text("filter"), vocabulary).OrThrow());

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
