using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.TestServers;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests;

/// <summary>A damaged file is a problem with a code, its name and a remedy in both APIs, not a defect.</summary>
public sealed class DamagedDataTests
{
    [Fact]
    public async Task Damaged_points_events_and_artifacts_are_reported_with_file_and_remedy()
    {
        using var folder = new TemporaryFolder();
        Run run;
        await using (var app = await Start(folder))
        {
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            run = await Fill(http);
        }

        await using var damaged = await Start(folder);
        Damage(folder);
        using var client = new HttpClient { BaseAddress = new Uri(damaged.Urls.First()) };

        await RequireProblem(client, $"/api/v1/runs/{run.RunId}/metrics/history?key=loss", "runs/metrics-");
        await RequireProblem(client, "/api/v1/tracking/events?after=0", "events-");
        await RequireProblem(client, $"/api/v1/runs/{run.RunId}/artifacts/model.bin", "model.bin");
        await RequireMlflow(
            client, $"/api/2.0/mlflow/metrics/get-history?run_id={run.RunId}&metric_key=loss", "runs/metrics-");
        await RequireMlflow(
            client, $"/get-artifact?run_id={run.RunId}&path=model.bin", "model.bin");
    }

    private static async Task RequireProblem(HttpClient http, string address, string file)
    {
        var detail = await Refused(
            await http.GetAsync(address), HttpStatusCode.InternalServerError, ProblemCodes.DataDamaged);
        Assert.Contains(file, detail);
        Assert.Contains("from a backup", detail);
    }

    private static async Task RequireMlflow(HttpClient http, string address, string file)
    {
        var response = await http.GetAsync(address);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var error = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("INTERNAL_ERROR", error.GetProperty("error_code").GetString());
        Assert.Contains(file, error.GetProperty("message").GetString());
        Assert.Contains("from a backup", error.GetProperty("message").GetString());
    }

    private static async Task<Run> Fill(HttpClient http)
    {
        var run = await Read<Run>(
            await http.PostAsJsonAsync("/api/v1/runs", new NewRun(new("0"), "damaged"), TauroJson.Options));
        for (var step = 0; step < 3; step++)
            (await http.PostAsJsonAsync($"/api/v1/runs/{run.RunId}/metrics", new { key = "loss", value = 0.5, step }))
                .EnsureSuccessStatusCode();
        (await http.PutAsync(
            $"/api/v1/runs/{run.RunId}/artifacts/model.bin", new ByteArrayContent([1, 2, 3, 4])))
            .EnsureSuccessStatusCode();
        return run;
    }

    /// <summary>Changes one byte in the middle of each file that is read when it is asked for.</summary>
    private static void Damage(TemporaryFolder folder)
    {
        var files = Directory.GetFiles(folder["experiment_tracking"], "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".parquet", StringComparison.Ordinal)
                || Path.GetFileName(file).StartsWith("events-", StringComparison.Ordinal)
                || file.EndsWith("model.bin", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, files.Count);
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
        }
    }

    private static Task<WebApplication> Start(TemporaryFolder folder) =>
        TrackingHost.Start(folder, ("LocalStore:ResidentPointsPerSeries", "0"));
}
