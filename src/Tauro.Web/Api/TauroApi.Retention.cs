using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Retention;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    /// <summary>The most policies that are listed.</summary>
    public const int RetentionPoliciesMax = 1_000;

    private const int PreviewPage = 100;

    /// <param name="resource">The link to a deleted experiment or run.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<Purge>> Purge(string resource, CancellationToken cancel) =>
        Request<Purge>(HttpMethod.Post, $"{Api}/{resource}/purge", null, cancel);

    public Task<ApiResult<Page<RetentionPolicy>>> ListRetentionPolicies(string store, CancellationToken cancel) =>
        Get<Page<RetentionPolicy>>(
            $"{Api}/{store}/retention/policies{Query(("max_results", Number(RetentionPoliciesMax)))}", cancel);

    public Task<Problem?> SetRetentionPolicy(
        string store, string name, NewRetentionPolicy policy, CancellationToken cancel) =>
        Send(HttpMethod.Put, $"{Api}/{store}/retention/policies/{Escape(name)}", policy, cancel);

    public Task<Problem?> DeleteRetentionPolicy(string store, string name, string? by, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Api}/{store}/retention/policies/{Escape(name)}{Query(("by", by))}", null, cancel);

    public Task<ApiResult<RetentionPreview>> PreviewRetention(
        string store, NewRetentionPolicy? policy, string? name, string? pageToken, CancellationToken cancel) =>
        Post<RetentionPreview>(
            $"{Api}/{store}/retention/preview",
            new RetentionPreviewRequest
            {
                Policy = policy, Name = policy is null ? null : name, MaxResults = PreviewPage, PageToken = pageToken,
            },
            cancel);

    public Task<Problem?> StartRetention(string store, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"{Api}/{store}/retention/run", null, cancel);

    public Task<ApiResult<Page<RetentionJob>>> ListRetentionJobs(string store, CancellationToken cancel) =>
        Get<Page<RetentionJob>>($"{Api}/{store}/retention/jobs", cancel);

    public Task<ApiResult<Page<Hold>>> ListHolds(string store, string? pageToken, CancellationToken cancel) =>
        Get<Page<Hold>>($"{Api}/{store}/holds{Query(("page_token", pageToken))}", cancel);

    /// <param name="resource">The link to an experiment, run, model or version.</param>
    /// <param name="hold">Why, and who.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<Problem?> SetHold(string resource, NewHold hold, CancellationToken cancel) =>
        Send(HttpMethod.Put, $"{Api}/{resource}/hold", hold, cancel);

    public Task<Problem?> ReleaseHold(string resource, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Api}/{resource}/hold", null, cancel);

    public Task<ApiResult<Page<Policy>>> ListPolicies(string? pageToken, CancellationToken cancel) =>
        Get<Page<Policy>>($"{Api}/registry/policies{Query(("page_token", pageToken))}", cancel);

    public Task<ApiResult<Policy>> GetPolicy(string name, string? version, CancellationToken cancel) =>
        Get<Policy>($"{Api}/registry/policies/{Escape(name)}{Query(("version", version))}", cancel);

    /// <param name="name">The policy.</param>
    /// <param name="json">What a person has typed; the registry says what is wrong with it.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<Problem?> SetPolicy(string name, string json, CancellationToken cancel) => Send(
        HttpMethod.Put, $"{Api}/registry/policies/{Escape(name)}",
        new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue(MediaTypeNames.Application.Json)), cancel);

    public Task<ApiResult<Page<MetricRule>>> ListMetricRules(
        string? experiment, string? pageToken, CancellationToken cancel) => Get<Page<MetricRule>>(
        $"{Api}/metric-rules{Query(("experiment_id", experiment), ("page_token", pageToken))}", cancel);

    public Task<Problem?> CreateMetricRule(NewMetricRule rule, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"{Api}/metric-rules", rule, cancel);

    public Task<Problem?> DeleteMetricRule(MetricRuleId id, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Api}/metric-rules/{Escape(id)}", null, cancel);
}
