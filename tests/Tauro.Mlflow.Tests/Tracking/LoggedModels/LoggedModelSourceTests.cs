namespace Tauro.Mlflow.Tests.Tracking.LoggedModels;

[Collection("suite")]
public sealed class LoggedModelSourceTests(Suite suite)
{
    [Fact]
    public async Task A_version_of_a_logged_model_is_downloaded_from_the_model_s_location()
    {
        var experiment = await suite.CreateExperiment();
        var id = await suite.CreateModel(experiment);
        var name = $"from {id}";
        await suite.Call("registered-models/create", new { name });
        var created = await suite.Call(
            "model-versions/create", new { name, source = $"models:/{id}", model_id = id });
        var version = created.GetProperty("model_version");
        Assert.Equal(($"models:/{id}", id), (version.GetString("source"), version.GetString("model_id")));
        var download = await suite.Call(
            $"model-versions/get-download-uri?name={Uri.EscapeDataString(name)}&version=1");
        Assert.Equal($"mlflow-artifacts:/{experiment}/models/{id}/artifacts", download.GetString("artifact_uri"));
    }

    [Fact]
    public async Task A_logged_model_can_be_read_natively()
    {
        var id = await suite.CreateModel(await suite.CreateExperiment(), "tree");
        var model = await suite.Call($"/api/v1/logged-models/{id}");
        Assert.Equal(("tree", "PENDING"), (model.GetString("name"), model.GetString("status")));
        using var missing = await suite.Http.GetAsync("/api/v1/logged-models/m-0");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
    }
}
