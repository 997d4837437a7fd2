using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Stores.Artifacts;
using Tauro.Stores.Decisions;
using static Tauro.Tracking.Api.Tests.TrackingService;

namespace Tauro.Tracking.Api.Tests.Uploads;

public sealed class UploadLimitTests
{
    private const string Multipart = "/api/2.0/mlflow-artifacts/mpu";

    [Fact]
    public async Task Beyond_the_limit_of_open_uploads_both_APIs_refuse_another_one_until_one_is_aborted()
    {
        await using var service = new TrackingService();
        var run = await service.NewRun();
        var artifacts = service.Services.GetRequiredService<ArtifactStore>();
        await Parallel.ForAsync(1, UploadWrites.UploadsMax, new ParallelOptions { MaxDegreeOfParallelism = 500 },
            async (i, cancel) =>
            {
                Assert.True(ArtifactPath.TryParse($"abandoned/{i}", out var path, out _));
                Assert.True((await artifacts.BeginUpload(path, null, cancel: cancel)).IsOk);
            });
        var last = await Created(await Create());

        var refused = await Create();
        Assert.Contains($"{UploadWrites.UploadsMax} uploads are open", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        await Refused(
            await service.Post($"/api/v1/runs/{run.RunId}/uploads", new { path = "big.bin" }),
            HttpStatusCode.Conflict, ProblemCodes.LimitExceeded);

        var aborted = await service.Post($"{Multipart}/abort/0", new { path = "big.bin", upload_id = last });
        Assert.True(aborted.IsSuccessStatusCode, await aborted.Content.ReadAsStringAsync());
        await Created(await Create());

        Task<HttpResponseMessage> Create() => service.Post(
            $"{Multipart}/create/0", new { path = "/home/me/big.bin", num_parts = 2 });
    }

    private static async Task<string> Created(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("upload_id").GetString()!;
    }
}
