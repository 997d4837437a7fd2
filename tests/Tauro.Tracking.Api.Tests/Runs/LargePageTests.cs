using System.Text.Json;

namespace Tauro.Tracking.Api.Tests.Runs;

[Collection("service")]
public sealed class LargePageTests(TrackingService service)
{
    [Fact]
    public async Task A_page_of_MLflow_ends_before_the_inputs_of_its_runs_have_too_many_bytes()
    {
        var experiment = await service.NewExperiment();
        var profile = new string('p', 3 << 20);
        for (var i = 0; i < 8; i++)
        {
            var run = await Post("runs/create", new { experiment_id = experiment.ExperimentId });
            await Post("runs/log-inputs", new
            {
                run_id = run.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString(),
                datasets = new[]
                {
                    new { dataset = new { name = "d", digest = "1", source_type = "s", source = "s", profile } },
                },
            });
        }

        var first = await Search(null);
        Assert.Equal(5, first.GetProperty("runs").GetArrayLength());
        var second = await Search(first.GetProperty("next_page_token").GetString());
        Assert.Equal(3, second.GetProperty("runs").GetArrayLength());
        Assert.False(second.TryGetProperty("next_page_token", out _));

        Task<JsonElement> Search(string? token) => Post(
            "runs/search", new { experiment_ids = new[] { experiment.ExperimentId }, page_token = token });
    }

    private async Task<JsonElement> Post(string path, object body) => await TrackingService.Read<JsonElement>(
        await service.Post($"/api/2.0/mlflow/{path}", body));
}
