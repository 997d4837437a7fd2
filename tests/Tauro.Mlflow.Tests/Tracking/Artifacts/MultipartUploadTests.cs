using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Paging;

namespace Tauro.Mlflow.Tests.Tracking.Artifacts;

[Collection("suite")]
public sealed class MultipartUploadTests(Suite suite)
{
    private const string Api = "/api/2.0/mlflow-artifacts";
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 13))];

    [Fact]
    public async Task Parts_can_be_uploaded_in_any_order_and_concurrently()
    {
        var run = await suite.NewRun();
        var root = $"{run.ExperimentId}/{run.RunId}/artifacts/model";
        var (uploadId, credentials) = await Create(root, 3);
        Assert.Equal([1, 2, 3], credentials.Select(credential => credential.GetProperty("part_number").GetInt32()));

        var parts = await Task.WhenAll(Enumerable.Range(0, 3).Reverse().Select(async i =>
        {
            var put = await suite.Http.PutAsync(
                credentials[i].GetProperty(
                    "url").GetString(), new ByteArrayContent(Bytes[(i * 100_000)..((i + 1) * 100_000)]));
            Assert.True(put.IsSuccessStatusCode);
            return new { part_number = i + 1, etag = put.Headers.ETag!.Tag };
        }));
        Assert.Equal("{}", await MlflowArtifacts.Ok(await Complete(root, uploadId, parts)));

        Assert.Equal(Bytes, await suite.Http.GetByteArrayAsync($"{Api}/artifacts/{root}/big.bin"));
        var native = await suite.Get<Page<Artifact>>($"/api/v1/runs/{run.RunId}/artifacts?recursive=true");
        Assert.Equal([("model/big.bin", Convert.ToHexStringLower(SHA256.HashData(Bytes)))],
            native.Items.Select(file => (file.Path, file.Sha256!)));
        Assert.Contains(
            await MlflowArtifacts.Events(suite),
            lifecycleEvent => lifecycleEvent.Type == "tauro.artifact.logged"
                && lifecycleEvent.Subject.Contains(run.RunId, StringComparison.Ordinal));
        Assert.Equal("{}", await MlflowArtifacts.Ok(await Complete(root, uploadId, parts)));
    }

    [Fact]
    public async Task An_upload_with_a_missing_or_changed_part_cannot_be_completed()
    {
        var (uploadId, credentials) = await Create("mpu-missing", 2);
        var put = await suite.Http.PutAsync(credentials[0].GetProperty("url").GetString(), new ByteArrayContent([1]));
        var first = new { part_number = 1, etag = put.Headers.ETag!.Tag };

        await Refused(await Complete("mpu-missing", uploadId, first, new { part_number = 2, etag = "" }));
        await Refused(await Complete("mpu-missing", uploadId, new { part_number = 1, etag = "\"another\"" }));
        await Refused(await Complete("mpu-missing", uploadId, first, first));
        await Refused(await Complete("mpu-missing", uploadId, new { part_number = 3, etag = "" }));
        Assert.Equal("{}", await MlflowArtifacts.Ok(await suite.Http.GetAsync($"{Api}/artifacts?path=mpu-missing")));
    }

    [Fact]
    public async Task An_aborted_upload_accepts_no_more_parts()
    {
        var (uploadId, credentials) = await Create("mpu-abort", 1);
        var address = credentials[0].GetProperty("url").GetString();
        Assert.True((await suite.Http.PutAsync(address, new ByteArrayContent([1]))).IsSuccessStatusCode);
        Assert.Equal("{}", await MlflowArtifacts.Ok(await suite.Http.PostAsJsonAsync(
            $"{Api}/mpu/abort/mpu-abort", new { path = "big.bin", upload_id = uploadId })));

        var (status, error) = await MlflowArtifacts.Error(
            await suite.Http.PutAsync(address, new ByteArrayContent([1])));
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), (status, error.GetProperty("error_code").GetString()));
    }

    [Theory]
    [InlineData("""{"num_parts":1}""", "Missing value for required parameter 'path'")]
    [InlineData("""{"path":"a","num_parts":0}""", "num_parts")]
    [InlineData("""{"path":"a","num_parts":10001}""", "num_parts")]
    [InlineData("""{"path":"a","num_parts":"many"}""", "Invalid value")]
    [InlineData("""{"path":"..","num_parts":1}""", "Invalid path")]
    public async Task An_invalid_creation_is_refused(string body, string says)
    {
        var (status, error) = await MlflowArtifacts.Error(await suite.Http.PostAsync(
            $"{Api}/mpu/create/dir", new StringContent(body, null, "application/json")));
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (status, error.GetProperty("error_code").GetString()));
        Assert.Contains(says, error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task The_URLs_of_parts_have_the_host_of_the_request()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Api}/mpu/create/dir")
        {
            Content = JsonContent.Create(new { path = "/home/me/big.bin", num_parts = 1 }),
        };
        request.Headers.Host = "localhost:5080";
        var created = JsonDocument.Parse(await MlflowArtifacts.Ok(await suite.Http.SendAsync(request))).RootElement;
        Assert.StartsWith("http://localhost:5080/api/2.0/mlflow-artifacts/mpu/uploads/",
            created.GetProperty("credentials")[0].GetProperty("url").GetString());
    }

    private async Task<(string UploadId, JsonElement[] Credentials)> Create(string directory, int parts)
    {
        var created = JsonDocument.Parse(await MlflowArtifacts.Ok(await suite.Http.PostAsJsonAsync(
            $"{Api}/mpu/create/{directory}", new { path = "/home/me/big.bin", num_parts = parts }))).RootElement;
        return (
            created.GetProperty("upload_id").GetString()!, [.. created.GetProperty("credentials").EnumerateArray()]);
    }

    private Task<HttpResponseMessage> Complete(string directory, string uploadId, params object[] parts) =>
        suite.Http.PostAsJsonAsync(
            $"{Api}/mpu/complete/{directory}", new { path = "big.bin", upload_id = uploadId, parts });

    private static async Task Refused(HttpResponseMessage response)
    {
        var (status, error) = await MlflowArtifacts.Error(response);
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (status, error.GetProperty("error_code").GetString()));
    }
}
