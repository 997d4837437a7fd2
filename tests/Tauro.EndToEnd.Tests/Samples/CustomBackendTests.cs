using System.Net;
using System.Text.Json;
using Tauro.Contracts.Runs;
using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Samples;

/// <summary>samples/CustomBackend: the tracking API with a custom store.</summary>
public sealed class CustomBackendTests
{
    [Fact]
    public async Task A_custom_store_receives_every_change_and_serves_the_same_API()
    {
        using var data = new TemporaryFolder();
        var port = FreePort.Next();
        await using var service = ServerProcess.Start(
            Built.Program("CustomBackend"), ["--urls", $"http://127.0.0.1:{port}"], new Dictionary<string, string>
            {
                ["TAURO_MLOPS_PATH"] = data["mlops_data"],
                ["AUDIT_TRAIL"] = data["audit.jsonl"],
            });
        await service.WaitUntilReady(() => ServerProcess.IsListening(port));
        using var api = new TauroApi(new Uri($"http://127.0.0.1:{port}"));

        var experiment = await api.CreateExperiment("audited");
        var run = await api.StartRun(new NewRun(experiment.ExperimentId));
        await api.Log(run.RunId, new RunBatch([new MetricPoint("auc", 0.9, 1_700_000_000_000)]));
        Assert.Equal(0.9, (await api.GetRun(run.RunId)).Metrics["auc"].Value);
        using var refused = await api.SendRaw(HttpMethod.Post, "/api/v1/experiments", new { name = "audited" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await service.Stop();

        var trail = (await File.ReadAllLinesAsync(data["audit.jsonl"])).Select(line => JsonDocument.Parse(line));
        Assert.Equal(
            [$"CreateExperiment {experiment.ExperimentId}", $"StartRun {run.RunId}", $"Log {run.RunId}"],
            trail.Select(line => $"{line.RootElement.GetProperty("what")} {line.RootElement.GetProperty("subject")}"));
    }
}
