using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Purges;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.State;
using Tauro.TestServers;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests;

/// <summary>Runs alone, because the limit is on the memory of the process.</summary>
[Collection(nameof(MemoryLimitTests))]
[CollectionDefinition(nameof(MemoryLimitTests), DisableParallelization = true)]
public sealed class MemoryLimitTests
{
    private const int Traces = 100;
    private const int TagsPerTrace = 100;
    private const long Margin = 32 << 20;

    [Fact]
    public async Task At_the_limit_a_purge_makes_room_for_new_runs()
    {
        await using var service = new TrackingService(); // Not shared: its limit is changed.
        var options = service.Services.GetRequiredService<IOptions<LocalStoreOptions>>().Value;
        var kept = (await service.NewExperiment()).ExperimentId;
        var full = (await service.NewExperiment()).ExperimentId;
        await Fill(service, full);
        options.MemoryBytes = GC.GetTotalMemory(forceFullCollection: true) - Margin;
        await Refused(
            await service.Post("/api/v1/runs", new NewRun(kept)), HttpStatusCode.TooManyRequests,
            ProblemCodes.StorageBusy);

        var address = $"/api/v1/experiments/{full}";
        Assert.Equal(HttpStatusCode.OK, (await service.Http.DeleteAsync(address)).StatusCode);
        Assert.Equal(PurgeStatus.Completed, (await Read<Purge>(await service.Post($"{address}/purge"))).Status);

        // Garbage is collected every ten seconds at most.
        await Eventually.True(async () =>
        {
            using var response = await service.Post("/api/v1/runs", new NewRun(kept));
            return response.StatusCode == HttpStatusCode.Created;
        }, "a run is accepted");
    }

    private static async Task Fill(TrackingService service, string experiment)
    {
        var value = new string('x', Limits.TraceValueLengthMax - 10);
        for (var i = 0; i < Traces; i++)
        {
            using var response = await service.Post("/api/3.0/mlflow/traces", new
            {
                trace = new
                {
                    trace_info = new
                    {
                        trace_id = $"tr-{i}",
                        trace_location = new
                        {
                            type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = experiment },
                        },
                        request_time = "2026-01-01T00:00:00Z",
                        tags = Enumerable.Range(0, TagsPerTrace)
                            .ToDictionary(tag => $"t{tag}", tag => $"{i}.{tag}{value}"),
                    },
                },
            });
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}
