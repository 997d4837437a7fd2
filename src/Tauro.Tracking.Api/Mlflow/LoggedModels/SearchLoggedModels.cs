using Tauro.Contracts.Paging;
using Tauro.Mlflow;
using Tauro.Stores.Filters;
using Tauro.Stores.LoggedModels;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

internal static class SearchLoggedModels
{
    private const int SizeDefault = 50;

    // The page size that MLflow uses for an explicit 0.
    private const int SizeOfZero = 100;

    public static async Task<MlflowResult> Handle(MlflowRequest request, ILoggedModelStore store)
    {
        var experimentIds = ExperimentIds.Read(request, "experiment_ids");
        if (experimentIds.Count == 0) throw MlflowMessage.MissingValue("experiment_ids");
        var filter = request.String("filter") is { Length: > 0 } value ? value : null;
        var token = new LoggedModelToken(experimentIds, filter, LoggedModelOrder.Format(request), null);
        var query = new LoggedModelQuery(
            experimentIds,
            new PageRequest(
                Size(request), request.String("page_token") is { Length: > 0 } page ? token.Continue(page) : null),
            ParseFilter(filter),
            LoggedModelOrder.Read(request.Messages("order_by")),
            [.. request.Messages("datasets").Select(ReadDataset)]);
        var found = (await store.SearchLoggedModels(query, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer
            .Messages("models", found.Items, LoggedModelMessage.Write)
            .String(
                "next_page_token",
                found.NextPageToken is { } next ? (token with { PageToken = next }).Encode() : null));
    }

    private static int Size(MlflowRequest request) =>
        request.Integer("max_results") is 0 ? SizeOfZero : MlflowPage.ParseSize(request, SizeDefault);

    // MLflow's clients match on the first words.
    private static Filter? ParseFilter(string? value)
    {
        var parsed = FilterParser.Parse(value, FilterVocabulary.LoggedModels);
        return parsed.Problem is { } problem
            ? throw MlflowException.Invalid(
                $"Invalid filter string: {MlflowValues.Quote(MlflowNames.Cut(value!, 200))}. {problem.Message}")
            : parsed.Value;
    }

    private static DatasetReference ReadDataset(MlflowMessage dataset) =>
        dataset.String("dataset_name") is { Length: > 0 } name
            ? new(name, dataset.String("dataset_digest") is { Length: > 0 } digest ? digest : null)
            : throw MlflowException.Invalid("`dataset_name` in the `datasets` clause must be specified.");
}
