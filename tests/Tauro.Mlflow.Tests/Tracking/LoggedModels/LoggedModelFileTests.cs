using System.Net;

namespace Tauro.Mlflow.Tests.Tracking.LoggedModels;

[Collection("suite")]
public sealed class LoggedModelFileTests(Suite suite)
{
    [Fact]
    public async Task Files_below_the_artifact_URI_are_listed_and_downloaded()
    {
        var experiment = await suite.CreateExperiment();
        var id = await suite.CreateModel(experiment);
        var root = $"{experiment}/models/{id}/artifacts";
        foreach (var path in (string[])["MLmodel", "code/a.py"])
        {
            using var put = await suite.Http.PutAsync(
                $"/api/2.0/mlflow-artifacts/artifacts/{root}/{path}", new ByteArrayContent("abc"u8.ToArray()));
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }

        var top = await suite.Call($"logged-models/{id}/artifacts/directories");
        Assert.Equal($"mlflow-artifacts:/{root}", top.GetString("root_uri"));
        Assert.Equal(
            """[{"path":"MLmodel","is_dir":false,"file_size":3},{"path":"code","is_dir":true}]""",
            top.GetProperty("files").ToString());
        var code = await suite.Call($"logged-models/{id}/artifacts/directories?artifact_directory_path=code");
        Assert.Equal(["code/a.py"], code.GetStrings("files", "path"));
        var proxied = await suite.Call($"/api/2.0/mlflow-artifacts/artifacts?path={root}");
        Assert.Equal(["MLmodel", "code"], proxied.GetStrings("files", "path"));

        using var file = await suite.Http.GetAsync(
            $"/ajax-api/2.0/mlflow/logged-models/{id}/artifacts/files?artifact_file_path=code/a.py");
        Assert.Equal("abc", await file.Content.ReadAsStringAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        using var got = await suite.Http.GetAsync($"/api/2.0/mlflow-artifacts/artifacts/{root}/MLmodel");
        Assert.Equal("abc", await got.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Paths_that_could_escape_and_missing_files_are_refused()
    {
        var id = await suite.CreateModel(await suite.CreateExperiment());
        var path = $"/ajax-api/2.0/mlflow/logged-models/{id}/artifacts/files";
        Assert.Contains("Invalid path", await suite.Refused($"{path}?artifact_file_path=../x", null));
        Assert.Contains("'artifact_file_path'", await suite.Refused(path, null));
        await suite.Refused($"{path}?artifact_file_path=x", null, "RESOURCE_DOES_NOT_EXIST", 404);
        Assert.Contains("Invalid path", await suite.Refused(
            $"logged-models/{id}/artifacts/directories?artifact_directory_path=../x", null));
        await suite.Refused(
            "logged-models/m-0/artifacts/directories", null, "RESOURCE_DOES_NOT_EXIST", 404);
        Assert.False((await suite.Call($"logged-models/{id}/artifacts/directories")).TryGetProperty("files", out _));
    }
}
