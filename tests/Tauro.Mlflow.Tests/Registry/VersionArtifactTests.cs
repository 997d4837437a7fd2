using System.Net;

namespace Tauro.Mlflow.Tests.Registry;

[Collection("suite")]
public sealed class VersionArtifactTests(Suite suite)
{
    private const string RunId = "0123456789abcdef0123456789abcdef";
    private const string Kept = "/api/v1/models/kept/versions";

    [Fact]
    public async Task A_file_in_the_registry_is_downloaded_as_an_attachment()
    {
        Assert.Equal(201, (await suite.Send(HttpMethod.Post, Kept, new { })).Status);
        var file = new ByteArrayContent([1, 2, 3]);
        Assert.Equal(201, (await suite.Send(HttpMethod.Put, $"{Kept}/1/artifacts/a/MLmodel", file)).Status);
        Assert.Equal(200, (await suite.Send(HttpMethod.Post, $"{Kept}/1/finalize")).Status);

        using var get = await suite.Http.GetAsync(
            "/model-versions/get-artifact?name=kept&version=1&path=a/MLmodel");
        Assert.Equal([1, 2, 3], await get.Content.ReadAsByteArrayAsync());
        Assert.Equal("text/plain", get.Content.Headers.ContentType?.ToString());
        Assert.Equal("MLmodel", get.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("nosniff", get.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_file_of_a_run_is_redirected_to_the_run()
    {
        await Register(new { source = $"runs:/{RunId}/model", artifact_mode = "REFERENCE" });
        using var get = await suite.Http.GetAsync(
            "/model-versions/get-artifact?name=fraud&version=1&path=data/a%20b.bin");
        Assert.Equal(HttpStatusCode.TemporaryRedirect, get.StatusCode);
        Assert.Equal(
            $"/get-artifact?run_id={RunId}&path=model%2Fdata%2Fa%20b.bin", get.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("name=fraud&version=1&path=../x", 400, "Invalid path")]
    [InlineData("name=fraud&version=1&path=%252e%252e/x", 400, "Invalid path")]
    [InlineData("name=fraud&version=1", 400, "Missing value for required parameter 'path'")]
    [InlineData("name=fraud&path=a", 400, "Missing value for required parameter 'version'")]
    [InlineData("name=fraud&version=x&path=a", 400, "Invalid value")]
    [InlineData("name=fraud&version=7&path=a", 404, "Model Version (name=fraud, version=7) not found")]
    [InlineData("name=none&version=1&path=a", 404, "not found")]
    [InlineData("name=fraud&version=1&path=none", 404, "no file 'none'")]
    public async Task Missing_files_and_invalid_requests_get_errors_in_MLflows_format(
        string query, int status, string says)
    {
        await Register(new { });
        var (got, error) = await suite.Send(HttpMethod.Get, $"/model-versions/get-artifact?{query}");
        Assert.Equal(status, got);
        Assert.Contains(says, error.GetProperty("message").GetString());
    }

    private async Task Register(object version)
    {
        await suite.Reset();
        using var response = await suite.Post("/api/v1/models/fraud/versions", version);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
