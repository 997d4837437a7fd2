using System.Globalization;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Health;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;

namespace Tauro.Web.Api;

/// <summary>The native API, through the gateway, as any client uses it.</summary>
internal sealed class TauroApi(HttpClient http)
{
    private const string Api = "/api/v1";

    public Task<ApiResult<SuiteStatus>> GetStatus(CancellationToken cancel) => Get<SuiteStatus>("/status", cancel);

    public Task<ApiResult<Page<Experiment>>> SearchExperiments(ExperimentSearch search, CancellationToken cancel) =>
        Post<Page<Experiment>>($"{Api}/experiments/search", search, cancel);

    public Task<ApiResult<Experiment>> GetExperiment(ExperimentId id, CancellationToken cancel) =>
        Get<Experiment>($"{Api}/experiments/{Escape(id)}", cancel);

    public Task<ApiResult<Page<Run>>> SearchRuns(RunSearch search, CancellationToken cancel) =>
        Post<Page<Run>>($"{Api}/runs/search", search, cancel);

    public Task<ApiResult<Run>> GetRun(RunId id, CancellationToken cancel) =>
        Get<Run>($"{Api}/runs/{Escape(id)}", cancel);

    public Task<ApiResult<RunComparison>> CompareRuns(RunsToCompare runs, CancellationToken cancel) =>
        Post<RunComparison>($"{Api}/runs/compare", runs, cancel);

    public Task<ApiResult<Page<Artifact>>> ListArtifacts(
        RunId id, string? path, string? pageToken, CancellationToken cancel) => Get<Page<Artifact>>(
            $"{Api}/runs/{Escape(id)}/artifacts{Query(("path", path), ("page_token", pageToken))}", cancel);

    public Task<ApiResult<Page<RegisteredModel>>> SearchModels(
        string? filter, string? pageToken, CancellationToken cancel) =>
        Get<Page<RegisteredModel>>(
            $"{Api}/models{Query(("filter", filter), ("page_token", pageToken))}", cancel);

    public Task<ApiResult<RegisteredModel>> GetModel(string name, CancellationToken cancel) =>
        Get<RegisteredModel>($"{Api}/models/{Escape(name)}", cancel);

    public Task<ApiResult<Page<ModelVersion>>> ListVersions(
        string name, string? pageToken, CancellationToken cancel) => Get<Page<ModelVersion>>(
        $"{Api}/models/{Escape(name)}/versions{Query(("order_by", "version DESC"), ("page_token", pageToken))}",
        cancel);

    public Task<ApiResult<ModelVersion>> GetVersion(string name, int version, CancellationToken cancel) =>
        Get<ModelVersion>(
            string.Create(CultureInfo.InvariantCulture, $"{Api}/models/{Escape(name)}/versions/{version}"), cancel);

    public Task<ApiResult<ModelTimeline>> GetTimeline(string name, CancellationToken cancel) =>
        Get<ModelTimeline>($"{Api}/models/{Escape(name)}/timeline", cancel);

    private static string Escape(string value) => Uri.EscapeDataString(value);

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new QueryString();
        foreach (var (name, value) in parameters)
            if (!string.IsNullOrEmpty(value)) query = query.Add(name, value);
        return query.ToUriComponent();
    }

    private Task<ApiResult<T>> Get<T>(string path, CancellationToken cancel)
        where T : class => Send<T>(new HttpRequestMessage(HttpMethod.Get, path), cancel);

    private Task<ApiResult<T>> Post<T>(string path, object body, CancellationToken cancel)
        where T : class => Send<T>(
        new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body, body.GetType(), options: TauroJson.Options),
        },
        cancel);

    private async Task<ApiResult<T>> Send<T>(HttpRequestMessage request, CancellationToken cancel)
        where T : class
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, cancel);
                return response.IsSuccessStatusCode
                    ? new ApiResult<T>(await response.Content.ReadFromJsonAsync<T>(TauroJson.Options, cancel), null)
                    : new ApiResult<T>(
                        null, await response.Content.ReadFromJsonAsync<Problem>(TauroJson.Options, cancel));
            }
            catch (Exception failure) when (failure is HttpRequestException or JsonException or NotSupportedException
                || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                return new ApiResult<T>(null, new Problem(
                    "", "Unavailable", StatusCodes.Status503ServiceUnavailable,
                    "Tauro does not respond. Try again in a moment.", ProblemCodes.UpstreamUnavailable, ""));
            }
        }
    }
}
