using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Paging;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    private const int RecordsPerPage = 50;

    public Task<ApiResult<Page<EvaluationDataset>>> SearchDatasets(
        string? experiment, string? filter, string? pageToken, CancellationToken cancel) =>
        Get<Page<EvaluationDataset>>(
            $"{Api}/datasets" + Query(
                ("experiment_id", experiment), ("filter", filter), ("page_token", pageToken)), cancel);

    public Task<ApiResult<EvaluationDataset>> GetDataset(string id, CancellationToken cancel) =>
        Get<EvaluationDataset>($"{Api}/datasets/{Escape(id)}", cancel);

    public Task<ApiResult<Page<EvaluationRecord>>> ListRecords(
        string id, string? pageToken, CancellationToken cancel) =>
        Get<Page<EvaluationRecord>>(GetRecords(id, pageToken), cancel);

    /// <summary>Returns the path of a page of records.</summary>
    public static string GetRecords(string id, string? pageToken) => $"{Api}/datasets/{Escape(id)}/records"
        + Query(("max_results", Number(RecordsPerPage)), ("page_token", pageToken));
}
