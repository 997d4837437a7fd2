using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Runs;
using Tauro.TestServers;

namespace Tauro.Tracking.Api.Tests.Runs;

/// <summary>Runs are counted when their events are committed, so both APIs give the same counts.</summary>
public sealed class RunMetricsTests
{
    [Fact]
    public async Task Both_APIs_count_started_and_ended_runs()
    {
        await using var service = new TrackingService();
        using var listener = Listen(service.Services.GetRequiredService<IMeterFactory>(), out var counted);

        var ended = await service.NewRun();
        await service.Post($"/api/v1/runs/{ended.RunId}/end");
        var killed = await service.NewRun();
        await service.Patch($"/api/v1/runs/{killed.RunId}", new RunChange(Status: RunStatus.Killed));
        var ofMlflow = await service.NewRun();
        await service.Post("/api/2.0/mlflow/runs/update", new { run_id = ofMlflow.RunId, status = "FINISHED" });
        // The run has ended already: nothing is committed, so nothing is counted.
        await service.Post("/api/2.0/mlflow/runs/update", new { run_id = ofMlflow.RunId, status = "FINISHED" });
        await service.Post("/api/2.0/mlflow/runs/create", new { experiment_id = ofMlflow.ExperimentId });

        await Eventually.True(() => counted.GetValueOrDefault("tauro.tracking.runs.started ") == 4, "4 runs started");
        Assert.Equal(2, counted.GetValueOrDefault($"tauro.tracking.runs.ended {RunStatus.Completed}"));
        Assert.Equal(1, counted.GetValueOrDefault($"tauro.tracking.runs.ended {RunStatus.Killed}"));
    }

    [Fact]
    public async Task Both_apis_count_the_points_that_are_logged()
    {
        await using var service = new TrackingService();
        using var listener = Listen(service.Services.GetRequiredService<IMeterFactory>(), out var counted);
        var id = (await service.NewRun()).RunId;

        await service.Post($"/api/v1/runs/{id}/metrics", new { key = "loss", value = 1, step = 1 });
        Assert.Equal(1, counted["tauro.tracking.points.logged "]);
        await service.Post($"/api/v1/runs/{id}/batch", new
        {
            metrics = new[] { new { key = "loss", value = 2, step = 2 }, new { key = "loss", value = 3, step = 3 } },
        });
        Assert.Equal(3, counted["tauro.tracking.points.logged "]);
        await service.Post(
            "/api/2.0/mlflow/runs/log-metric", new { run_id = id, key = "loss", value = 4, timestamp = 4, step = 4 });
        Assert.Equal(4, counted["tauro.tracking.points.logged "]);
        await service.Post("/api/2.0/mlflow/runs/log-batch", new
        {
            run_id = id,
            metrics = new[]
            {
                new { key = "loss", value = 5, timestamp = 5, step = 5 },
                new { key = "loss", value = 6, timestamp = 6, step = 6 },
            },
        });
        Assert.Equal(6, counted["tauro.tracking.points.logged "]);
    }

    private static MeterListener Listen(IMeterFactory meters, out ConcurrentDictionary<string, long> counted)
    {
        var counts = counted = [];
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Meter.Name == "Tauro.Tracking")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, tags, _) => counts.AddOrUpdate(
            $"{instrument.Name} {(tags.Length > 0 ? tags[0].Value : "")}", count, (_, before) => before + count));
        listener.Start();
        return listener;
    }
}
