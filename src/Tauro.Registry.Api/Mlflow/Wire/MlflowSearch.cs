using Tauro.Contracts;
using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores;
using Tauro.Stores.Filters;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>Parses the parameters that searches for models and for versions have in common.</summary>
internal static class MlflowSearch
{
    /// <summary>Parses the filter. Prompts are models with a tag; only a filter on that tag finds them.</summary>
    public static Filter? Filter(MlflowRequest request, FilterVocabulary vocabulary) =>
        PromptFilter.Apply(FilterParser.Parse(request.String("filter"), vocabulary).OrThrow());

    /// <summary>Parses <c>order_by</c>. MLflow allows fewer keys than the native API.</summary>
    public static OrderBy[] Order(MlflowRequest request, FilterVocabulary vocabulary, params string[] keys)
    {
        var requested = request.Strings("order_by").Where(value => !string.IsNullOrWhiteSpace(value)).ToList();
        foreach (var value in requested)
        {
            var key = value.Trim().Split(' ')[0].Split('.', 2)[^1].Trim('`', '"');
            if (!keys.Contains(key, StringComparer.Ordinal))
                throw MlflowException.Invalid(
                    $"Invalid order by key '{key}' specified. Valid keys are '{string.Join("', '", keys)}'");
        }

        return OrderByParser.Parse(requested, vocabulary).OrThrow();
    }

    public static Page<T> OrThrow<T>(StoreOutcome<Page<T>> outcome) =>
        outcome.Problem is { Code: ProblemCodes.InvalidPageToken } bad
            ? throw MlflowException.Invalid($"Invalid page token: {bad.Message}")
            : outcome.OrThrow();
}
