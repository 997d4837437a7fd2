using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Gateway.Backends;
using Tauro.Gateway.Routing;
using Tauro.ServiceDefaults.Problems;
using Tauro.ServiceDefaults.Testing;

namespace Tauro.Gateway.Testing;

/// <summary>
/// <c>POST /api/v1/testing/reset</c>: deletes the data of all services; only the experiment <c>Default</c> remains. The
/// route exists only if it was allowed at the start.
/// </summary>
internal static class ResetEverything
{
    public static void MapTestingReset(this WebApplication app)
    {
        if (!TestingReset.IsAllowed(app.Configuration)) return;
        app.MapPost("/api/v1/testing/reset", Handle).RequiresAdmin().ExcludeFromDescription();
    }

    private static async Task<Results<NoContent, ResetFailure>> Handle(Backend backend, CancellationToken cancel)
    {
        foreach (var service in RouteTable.Stores)
        {
            try
            {
                using var response = await backend.Post(service, TestingReset.ServicePath, cancel);
                if (!response.IsSuccessStatusCode)
                    return new ResetFailure(
                        $"The {service} service responded with {(int)response.StatusCode}; see its log.");
            }
            catch (Exception failure) when (failure is HttpRequestException
                || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                return new ResetFailure($"The {service} service does not respond. Try again in a moment.");
            }
        }

        return TypedResults.NoContent();
    }

    /// <summary>503: a service could not be reset.</summary>
    private sealed class ResetFailure(string detail) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Problem.Write(
            httpContext, StatusCodes.Status503ServiceUnavailable, ProblemCodes.UpstreamUnavailable, detail);
    }
}
