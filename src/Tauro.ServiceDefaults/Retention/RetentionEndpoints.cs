using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Retention;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Retention;
using Conflict = Tauro.ServiceDefaults.Problems.Conflict;
using NotFound = Tauro.ServiceDefaults.Problems.NotFound;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the retention policies and jobs of a service.</summary>
public static class RetentionEndpoints
{
    /// <summary>
    /// Maps <c>/api/v1/{service}/retention</c> and the list of <c>/api/v1/{service}/holds</c> if the store supports
    /// them.
    /// </summary>
    public static void MapTauroRetention(this IEndpointRouteBuilder app, string service)
    {
        if (!IsSupported(app)) return;
        var name = $"{char.ToUpperInvariant(service[0])}{service[1..]}";
        var retention = app.MapGroup($"/api/v1/{service}/retention").WithTags("Retention");
        var policies = retention.MapGroup("policies");
        policies.MapGet("", ListPolicies).RequiresAdmin()
            .WithName($"List{name}RetentionPolicies")
            .WithSummary("List the retention policies");
        policies.MapPut("{name}", SetPolicy).RequiresAdmin()
            .WithName($"Set{name}RetentionPolicy")
            .WithSummary("Create a retention policy, or its next version");
        policies.MapGet("{name}", GetPolicy).RequiresAdmin()
            .WithName($"Get{name}RetentionPolicy")
            .WithSummary("Get a retention policy: its last version, or an earlier one");
        policies.MapDelete("{name}", DeletePolicy).RequiresAdmin()
            .WithName($"Delete{name}RetentionPolicy")
            .WithSummary("Delete a retention policy; its versions can still be read");
        retention.MapPost("preview", Preview).RequiresAdmin()
            .WithName($"Preview{name}Retention")
            .WithSummary("Get what a retention job would remove now, with reasons and sizes, without removing it");
        retention.MapPost("run", Run).RequiresAdmin()
            .WithName($"Run{name}Retention")
            .WithSummary("Start a retention job, or get the one that is running");
        retention.MapGet("jobs", ListJobs).RequiresAdmin()
            .WithName($"List{name}RetentionJobs")
            .WithSummary("List the last retention jobs with their progress, newest first");
        retention.MapGet("jobs/{job_id}", GetJob).RequiresAdmin()
            .WithName($"Get{name}RetentionJob")
            .WithSummary("Get a retention job with its progress");
        app.MapGet($"/api/v1/{service}/holds", ListHolds).RequiresAdmin()
            .WithName($"List{name}Holds").WithTags("Holds")
            .WithSummary("List the legal holds");
    }

    internal static bool IsSupported(IEndpointRouteBuilder app) =>
        app.ServiceProvider.GetRequiredService<IServiceProviderIsService>().IsService(typeof(IRetentionStore));

    private static async Task<Results<Ok<Page<RetentionPolicy>>, Invalid, NotFound, Conflict>> ListPolicies(
        [FromServices] IRetentionStore store,
        CancellationToken cancel,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        (await store.ListPolicies(new PageRequest(maxResults, pageToken), cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<RetentionPolicy>, Invalid, NotFound, Conflict>> SetPolicy(
        string name, NewRetentionPolicy body, [FromServices] IRetentionStore store, CancellationToken cancel) =>
        (await store.SetPolicy(name, body, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<RetentionPolicy>, Invalid, NotFound, Conflict>> GetPolicy(
        string name, int? version, [FromServices] IRetentionStore store, CancellationToken cancel) =>
        (await store.GetPolicy(name, version, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<NoContent, Invalid, NotFound, Conflict>> DeletePolicy(
        string name, string? by, [FromServices] IRetentionStore store, CancellationToken cancel) =>
        (await store.DeletePolicy(name, by, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<Results<Ok<RetentionPreview>, Invalid, NotFound, Conflict>> Preview(
        [FromServices] IRetentionStore store, CancellationToken cancel,
        [FromBody] RetentionPreviewRequest? body = null) =>
        (await store.Preview(body ?? new RetentionPreviewRequest(), cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<RetentionJob>, Invalid, NotFound, Conflict>> Run(
        [FromServices] IRetentionStore store, CancellationToken cancel) =>
        (await store.RunJob(cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<Page<RetentionJob>>, Invalid, NotFound, Conflict>> ListJobs(
        [FromServices] IRetentionStore store,
        CancellationToken cancel,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        (await store.ListJobs(new PageRequest(maxResults, pageToken), cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<RetentionJob>, Invalid, NotFound, Conflict>> GetJob(
        [FromRoute(Name = "job_id")] RetentionJobId jobId, [FromServices] IRetentionStore store,
        CancellationToken cancel) =>
        (await store.GetJob(jobId, cancel)).ToResult(TypedResults.Ok);

    private static async Task<Results<Ok<Page<Hold>>, Invalid, NotFound, Conflict>> ListHolds(
        [FromServices] IRetentionStore store,
        CancellationToken cancel,
        [FromQuery(Name = "max_results")] int maxResults = Limits.PageSizeDefault,
        [FromQuery(Name = "page_token")] string? pageToken = null) =>
        (await store.ListHolds(new PageRequest(maxResults, pageToken), cancel)).ToResult(TypedResults.Ok);
}
