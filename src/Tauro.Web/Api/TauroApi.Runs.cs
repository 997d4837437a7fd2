using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Trail;
using Tauro.Web.Parts;

namespace Tauro.Web.Api;

internal sealed partial class TauroApi
{
    public Task<ApiResult<Page<Experiment>>> SearchExperiments(ExperimentSearch search, CancellationToken cancel) =>
        Post<Page<Experiment>>($"{Api}/experiments/search", search, cancel);

    public Task<ApiResult<Experiment>> GetExperiment(ExperimentId id, CancellationToken cancel) =>
        Get<Experiment>($"{Api}/experiments/{Escape(id)}", cancel);

    public Task<ApiResult<Page<Run>>> SearchRuns(RunSearch search, CancellationToken cancel) =>
        Post<Page<Run>>($"{Api}/runs/search", search, cancel);

    public Task<ApiResult<Run>> GetRun(RunId id, CancellationToken cancel) => GetRun(id, null, cancel);

    /// <param name="id">The run.</param>
    /// <param name="asOf">The time at which it is shown as it was; null for the present.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<ApiResult<Run>> GetRun(RunId id, string? asOf, CancellationToken cancel) =>
        Get<Run>($"{Api}/{Link.To(id)}{Query((AsOf.Parameter, asOf))}", cancel);

    public Task<ApiResult<RunInputs>> GetInputs(RunId id, CancellationToken cancel) =>
        Get<RunInputs>($"{Api}/runs/{Escape(id)}/inputs", cancel);

    public Task<ApiResult<RunComparison>> CompareRuns(RunsToCompare runs, CancellationToken cancel) =>
        Post<RunComparison>($"{Api}/runs/compare", runs, cancel);

    public Task<ApiResult<RunGroups>> AggregateRuns(RunAggregation aggregation, CancellationToken cancel) =>
        Post<RunGroups>($"{Api}/runs/aggregate", aggregation, cancel);

    public Task<ApiResult<RunKeys>> ListRunKeys(RunsToCount runs, CancellationToken cancel) =>
        Post<RunKeys>($"{Api}/runs/keys", runs, cancel);

    public Task<ApiResult<Page<Artifact>>> ListArtifacts(
        RunId id, string? path, string? pageToken, CancellationToken cancel) => Get<Page<Artifact>>(
            $"{Api}/runs/{Escape(id)}/artifacts{Query(("path", path), ("page_token", pageToken))}", cancel);

    public Task<ApiResult<Experiment>> CreateExperiment(NewExperiment experiment, CancellationToken cancel) =>
        Post<Experiment>($"{Api}/experiments", experiment, cancel);

    public Task<Problem?> Change(ExperimentId id, ExperimentChange change, CancellationToken cancel) =>
        Send(HttpMethod.Patch, $"{Api}/experiments/{Escape(id)}", change, cancel);

    public Task<Problem?> Change(RunId id, RunChange change, CancellationToken cancel) =>
        Send(HttpMethod.Patch, $"{Api}/runs/{Escape(id)}", change, cancel);

    public Task<Problem?> End(RunId id, RunEnding ending, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"{Api}/runs/{Escape(id)}/end", ending, cancel);

    /// <param name="resource">The link to an experiment, run, model or version.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<Problem?> Delete(string resource, CancellationToken cancel) =>
        Send(HttpMethod.Delete, $"{Api}/{resource}", null, cancel);

    /// <param name="resource">The link to a deleted experiment or run.</param>
    /// <param name="cancel">Cancels the request.</param>
    public Task<Problem?> Restore(string resource, CancellationToken cancel) =>
        Send(HttpMethod.Post, $"{Api}/{resource}/restore", null, cancel);
}
