using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Journeys;

/// <summary>
/// The requests of <c>mlflow.genai.register_prompt</c> and the like: a prompt is a registered model with a tag.
/// </summary>
[Collection("suite")]
public sealed class PromptJourneyTests(Suite suite)
{
    private const string IsPrompt = "mlflow.prompt.is_prompt";
    private readonly string name = $"greeting-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_prompt_is_registered_changed_aliased_loaded_and_searched()
    {
        Assert.Contains("not found", await suite.Refused(
            $"registered-models/get?name={name}", null, "RESOURCE_DOES_NOT_EXIST", 404));
        await suite.Call("registered-models/create", new
        {
            name, tags = new[] { Tag(IsPrompt, "true"), Tag("_mlflow_prompt_type", "text") },
        });
        Assert.Equal("1", await Version("Hello {{name}}!"));
        Assert.Equal("2", await Version("Dear {{name}},"));
        await suite.Call("registered-models/alias", new { name, alias = "production", version = "1" });
        await suite.Call("registered-models/set-tag", new { name, key = "team", value = "red" });
        await suite.Call("model-versions/set-tag", new { name, version = "2", key = "tone", value = "formal" });

        var byAlias = (await suite.Call($"registered-models/alias?name={name}&alias=production"))
            .GetProperty("model_version");
        Assert.Equal("Hello {{name}}!", byAlias.Pairs("tags")["mlflow.prompt.text"]);
        var byNumber = (await suite.Call($"model-versions/get?name={name}&version=2")).GetProperty("model_version");
        Assert.Equal(("Dear {{name}},", "formal"),
            (byNumber.Pairs("tags")["mlflow.prompt.text"], byNumber.Pairs("tags")["tone"]));
        Assert.Equal([name], await Find($"tags.`{IsPrompt}` = 'true' AND name LIKE '{name}'"));
        Assert.Empty(await Find($"name LIKE '{name}'"));
        var versions = await suite.Call(
            $"model-versions/search?filter={Uri.EscapeDataString($"name = '{name}' AND tags.`{IsPrompt}` = 'true'")}");
        Assert.Equal(["2", "1"], versions.GetStrings("model_versions", "version"));
    }

    [Fact]
    public async Task A_model_cannot_take_the_name_of_a_prompt()
    {
        await suite.Call("registered-models/create", new { name, tags = new[] { Tag(IsPrompt, "true") } });
        await suite.Refused("registered-models/create", new { name }, "RESOURCE_ALREADY_EXISTS");
    }

    private async Task<string> Version(string template) => (await suite.Call("model-versions/create", new
    {
        name, source = "dummy-source", description = "a note",
        tags = new[] { Tag(IsPrompt, "true"), Tag("_mlflow_prompt_type", "text"), Tag("mlflow.prompt.text", template) },
    })).GetProperty("model_version").GetString("version");

    private async Task<string[]> Find(string filter) =>
        (await suite.Call($"registered-models/search?max_results=100&filter={Uri.EscapeDataString(filter)}"))
        .GetStrings("registered_models", "name");

    private static object Tag(string key, string value) => new { key, value };
}
