using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Events;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;

namespace Tauro.Mlflow.Tests.Tracking.Artifacts;

[Collection("suite")]
public sealed class ProxiedArtifactTests(Suite suite)
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 5_000).Select(i => (byte)(i * 7))];
    private static int folders;

    public static TheoryData<string> Escapes =>
    [
        "..%2f..%2fetc%2fpasswd", "%2e%2e%2fx", "a/..%2f..%2fx", "%252e%252e%252fx", "..%252fx", "%2fetc%2fpasswd",
        "C:/x", "..%5cx", "a/./..%2fx", "%2561%2F%252e%252e", "trailing.", "...", "tab%09", "%ff",
    ];

    [Theory]
    [InlineData("/api"), InlineData("/ajax-api")]
    public async Task PUT_returns_an_empty_object_and_GET_streams_an_attachment(string prefix)
    {
        var address = $"{prefix}/2.0/mlflow-artifacts/artifacts/{Folder()}/my%20model.pkl";
        Assert.Equal("{}", await Ok(await suite.Http.PutAsync(address, new ByteArrayContent(Bytes))));
        Assert.Equal("{}", await Ok(await suite.Http.PutAsync(address, new ByteArrayContent(Bytes))));

        var get = await suite.Http.GetAsync(address);
        Assert.Equal(Bytes, await get.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", get.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("my model.pkl", get.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("nosniff", get.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("application/octet-stream", get.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("a.txt", "text/plain"), InlineData("b.pkl", "application/octet-stream"),
        InlineData("c.png", "image/png")]
    [InlineData("d.pdf", "application/pdf"), InlineData("MLmodel", "text/plain"), InlineData("mlproject", "text/plain")]
    [InlineData("e.json", "text/plain"), InlineData("f.HTML", "text/html"),
        InlineData("noextension", "application/octet-stream")]
    public async Task The_content_type_is_guessed_from_the_name_like_MLflow_does(string name, string type)
    {
        var address = $"{Proxy}/{Folder()}/{name}";
        await Ok(await suite.Http.PutAsync(address, new ByteArrayContent(Bytes)));
        var get = await suite.Http.GetAsync(address);
        Assert.Equal(type, get.Content.Headers.ContentType?.ToString());
        Assert.Equal(name, get.Content.Headers.ContentDisposition?.FileName);
    }

    [Theory]
    [InlineData("loss%step%0%timestamp%1719000000000%5c8f2f2f-0000-4000-8000-000000000000.png")]
    [InlineData("a%2Fb"), InlineData("a%252Fb"), InlineData("50%"), InlineData("%41")]
    [InlineData("größe %20 😀 #1")]
    public async Task A_name_with_a_percent_sign_is_a_name_like_others_in_both_APIs(string name)
    {
        var run = await suite.NewRun();
        var proxied = $"{Proxy}/{Root(run)}/images/{Uri.EscapeDataString(name)}";
        var native = $"/api/v1/runs/{run.RunId}/artifacts/images/{Uri.EscapeDataString(name)}";
        await Ok(await suite.Http.PutAsync(proxied, new ByteArrayContent(Bytes)));
        Assert.Equal(Bytes, await suite.Http.GetByteArrayAsync(native));
        var listed = JsonDocument.Parse(await Ok(await suite.Http.GetAsync($"{Proxy}?path={Root(run)}/images")));
        Assert.Equal([name], listed.RootElement.GetStrings("files", "path"));
        var ofRun = await suite.Call($"artifacts/list?run_id={run.RunId}&path=images");
        Assert.Equal([$"images/{name}"], ofRun.GetStrings("files", "path"));
        var found = await suite.Get<Page<Artifact>>($"/api/v1/runs/{run.RunId}/artifacts?path=images");
        Assert.Equal([$"images/{name}"], found.Items.Select(item => item.Path));
        Assert.Equal(Bytes, await suite.Http.GetByteArrayAsync(
            $"/get-artifact?run_id={run.RunId}&path=images/{Uri.EscapeDataString(name)}"));

        await Ok(await suite.Http.DeleteAsync(proxied));
        Assert.Equal(
            HttpStatusCode.Created, (await suite.Http.PutAsync(native, new ByteArrayContent(Bytes))).StatusCode);
        Assert.Equal(Bytes, await suite.Http.GetByteArrayAsync(proxied));
        Assert.Equal(HttpStatusCode.NoContent, (await suite.Http.DeleteAsync(native)).StatusCode);
        Assert.Equal("{}", await Ok(await suite.Http.GetAsync($"{Proxy}?path={Root(run)}/images")));
    }

    [Theory]
    [InlineData("a//b"), InlineData("a/./b"), InlineData("./a/b"), InlineData("a%2F%2Fb"), InlineData("a%2f.%2fb")]
    public async Task Dots_and_double_slashes_are_removed_as_in_MLflow(string path)
    {
        var folder = Folder();
        var address = new Uri(suite.Http.BaseAddress + $"{Proxy[1..]}/{folder}/{path}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        await Ok(await suite.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(Bytes) }));
        Assert.Equal(Bytes, await suite.Http.GetByteArrayAsync($"{Proxy}/{folder}/a/b"));
        Assert.Equal(Bytes, await (await suite.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, address)))
            .Content.ReadAsByteArrayAsync());
        Assert.Contains("\"b\"", await Ok(await suite.Http.GetAsync($"{Proxy}?path={folder}//./a/")));
        await Ok(await suite.Http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, address)));
        Assert.Equal("{}", await Ok(await suite.Http.GetAsync($"{Proxy}?path={folder}")));
    }

    [Theory]
    [InlineData("50%25/."), InlineData("./50%25"), InlineData("50%25//"), InlineData("%2e/50%25/%2e")]
    public async Task A_dot_next_to_a_percent_sign_does_not_move_the_file(string path)
    {
        var folder = Folder();
        var address = new Uri(suite.Http.BaseAddress + $"{Proxy[1..]}/{folder}/{path}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        await Ok(await suite.Http.SendAsync(
            new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(Bytes) }));

        Assert.Equal(
            """{"files":[{"path":"50%","is_dir":false,"file_size":"""
                + $"{Bytes.Length}}}]}}",
            await Ok(await suite.Http.GetAsync($"{Proxy}?path={folder}")));
    }

    [Fact]
    public async Task A_list_has_the_names_in_the_requested_directory_and_no_size_for_directories()
    {
        var folder = Folder();
        foreach (var path in new[] { "b.txt", "a/x", "a/deep/y" })
            await Ok(await suite.Http.PutAsync($"{Proxy}/{folder}/{path}", new ByteArrayContent([1, 2])));

        Assert.Equal(
            """{"files":[{"path":"a","is_dir":true},{"path":"b.txt","is_dir":false,"file_size":2}]}""",
            await Ok(await suite.Http.GetAsync($"{Proxy}?path={folder}")));
        Assert.Equal(
            """{"files":[{"path":"deep","is_dir":true},{"path":"x","is_dir":false,"file_size":2}]}""",
            await Ok(await suite.Http.GetAsync($"{Proxy}?path={folder}/a")));
        Assert.Equal("{}", await Ok(await suite.Http.GetAsync($"{Proxy}?path={folder}/none")));
        Assert.Contains($"\"{folder}\"", await Ok(await suite.Http.GetAsync(Proxy)));
    }

    [Fact]
    public async Task Getting_a_missing_artifact_is_404_and_deleting_it_is_200()
    {
        var folder = Folder();
        var (status, error) = await Error(await suite.Http.GetAsync($"{Proxy}/{folder}/none"));
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), (status, error.GetProperty("error_code").GetString()));
        Assert.Equal("{}", await Ok(await suite.Http.DeleteAsync($"{Proxy}/{folder}/none")));

        await Ok(await suite.Http.PutAsync($"{Proxy}/{folder}/a/b", new ByteArrayContent([1])));
        Assert.Equal("{}", await Ok(await suite.Http.DeleteAsync($"{Proxy}/{folder}/a")));
        Assert.Equal("{}", await Ok(await suite.Http.GetAsync($"{Proxy}?path={folder}")));
    }

    [Theory, MemberData(nameof(Escapes))]
    public async Task A_path_that_could_escape_is_an_invalid_path_even_if_encoded(string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete })
        {
            var address = new Uri(suite.Http.BaseAddress + $"{Proxy[1..]}/{path}",
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
            using var request = new HttpRequestMessage(method, address);
            if (method == HttpMethod.Put) request.Content = new ByteArrayContent([1]);
            await AssertInvalidPath(await suite.Http.SendAsync(request));
        }
    }

    [Theory]
    [InlineData("../x"), InlineData("/etc"), InlineData("a/../../x"), InlineData("%2e%2e/x"), InlineData("a\\..\\x")]
    public async Task A_path_in_a_query_that_could_escape_is_an_invalid_path(string path)
    {
        await AssertInvalidPath(await suite.Http.GetAsync($"{Proxy}?path={Uri.EscapeDataString(path)}"));
        var run = await suite.NewRun();
        await AssertInvalidPath(await suite.Http.GetAsync(
            $"/get-artifact?run_id={run.RunId}&path={Uri.EscapeDataString(path)}"));
    }

    [Fact]
    public async Task A_file_in_the_folder_of_a_run_is_an_artifact_of_the_run_with_an_event()
    {
        var run = await suite.NewRun();
        await Ok(await suite.Http.PutAsync($"{Proxy}/{Root(run)}/model/MLmodel", new ByteArrayContent(Bytes)));

        var native = await suite.Get<Page<Artifact>>($"/api/v1/runs/{run.RunId}/artifacts?recursive=true");
        Assert.Equal(["model/MLmodel"], native.Items.Select(item => item.Path));
        Assert.Contains(await Events(), lifecycleEvent => lifecycleEvent.Type == "tauro.artifact.logged"
            && lifecycleEvent.Subject.Contains(run.RunId, StringComparison.Ordinal));
        await Ok(await suite.Http.DeleteAsync($"{Proxy}/{Root(run)}/model/MLmodel"));
        Assert.Contains(await Events(), lifecycleEvent => lifecycleEvent.Type == "tauro.artifact.deleted"
            && lifecycleEvent.Subject.Contains(run.RunId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_artifact_accepts_run_id_and_run_uuid()
    {
        var run = await suite.NewRun();
        await suite.Http.PutAsync($"/api/v1/runs/{run.RunId}/artifacts/a/b.txt", new ByteArrayContent(Bytes));

        Assert.Equal(Bytes, await suite.Http.GetByteArrayAsync($"/get-artifact?run_id={run.RunId}&path=a/b.txt"));
        var old = await suite.Http.GetAsync($"/get-artifact?run_uuid={run.RunId}&path=a%2Fb.txt");
        Assert.Equal(Bytes, await old.Content.ReadAsByteArrayAsync());
        Assert.Equal("text/plain", old.Content.Headers.ContentType?.ToString());
        Assert.Equal("b.txt", old.Content.Headers.ContentDisposition?.FileName);

        var (missing, _) = await Error(await suite.Http.GetAsync($"/get-artifact?run_id={run.RunId}&path=none"));
        Assert.Equal(404, missing);
        var (noRun, error) = await Error(await suite.Http.GetAsync("/get-artifact?run_id=nope&path=a"));
        Assert.Equal((404, "Run with id=nope not found"), (noRun, error.GetProperty("message").GetString()));
        var (noPath, unnamed) = await Error(await suite.Http.GetAsync($"/get-artifact?run_id={run.RunId}"));
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (noPath, unnamed.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task The_browser_uploads_to_a_run_with_query_and_body()
    {
        var run = await suite.NewRun();
        Assert.Equal("{}", await Ok(await suite.Http.PostAsync(
            $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run.RunId}&path=a/prompt.json", new ByteArrayContent(
                Bytes))));
        Assert.Equal(
            Bytes, await suite.Http.GetByteArrayAsync($"/get-artifact?run_id={run.RunId}&path=a/prompt.json"));
        var (status, _) = await Error(await suite.Http.PostAsync(
            $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run.RunId}", new ByteArrayContent(Bytes)));
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task The_UI_cannot_upload_an_empty_file()
    {
        var run = await suite.NewRun();
        var (status, error) = await Error(await suite.Http.PostAsync(
            $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run.RunId}&path=a", new ByteArrayContent([])));
        Assert.Equal((400, "Request must specify data."), (status, error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Presigned_URLs_are_not_implemented()
    {
        var (status, error) = await Error(await suite.Http.GetAsync("/api/2.0/mlflow-artifacts/presigned/a/b"));
        Assert.Equal((501, "NOT_IMPLEMENTED"), (status, error.GetProperty("error_code").GetString()));
    }

    [Fact]
    public async Task A_chunked_body_without_a_length_is_accepted()
    {
        var address = $"{Proxy}/{Folder()}/large";
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ByteArrayContent(Bytes) };
        request.Headers.TransferEncodingChunked = true;
        await Ok(await suite.Http.SendAsync(request));
        using var ranged = new HttpRequestMessage(HttpMethod.Get, address);
        ranged.Headers.Range = new RangeHeaderValue(4_990, null);
        Assert.Equal(Bytes[4_990..], await (await suite.Http.SendAsync(ranged)).Content.ReadAsByteArrayAsync());
    }

    private static string Folder() => $"folder-{Interlocked.Increment(ref folders)}";

    private static string Root(Run run) => $"{run.ExperimentId}/{run.RunId}/artifacts";

    private async Task<IReadOnlyList<EventRecord>> Events() => await MlflowArtifacts.Events(suite);

    private static async Task<string> Ok(HttpResponseMessage response) => await MlflowArtifacts.Ok(response);

    private static Task<(int Status, JsonElement Body)> Error(HttpResponseMessage response) =>
        MlflowArtifacts.Error(response);

    private static async Task AssertInvalidPath(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var (_, error) = await Error(response);
        Assert.Equal("INVALID_PARAMETER_VALUE", error.GetString("error_code"));
        Assert.Matches("^Invalid path: The (artifact )?path .+", error.GetString("message"));
    }
}
