namespace Tauro.Mlflow.Tests.Registry;

[Collection("suite")]
public sealed class AliasTests(Suite suite) : IAsyncLifetime
{
    private const string Invalid = "INVALID_PARAMETER_VALUE";
    private const string Path = "registered-models/alias";

    private MlflowRegistry mlflow = null!;

    public async ValueTask InitializeAsync()
    {
        mlflow = await MlflowRegistry.CreateEmpty(suite);
        await mlflow.CreateModel("m");
        for (var i = 0; i < 2; i++) await mlflow.CreateVersion("m");
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Setting_an_alias_again_moves_it()
    {
        MlflowRegistry.AssertShape(
            "{}", await mlflow.Post(Path, new { name = "m", alias = "champion", version = "1" }));
        await mlflow.Post(Path, new { name = "m", alias = "champion", version = "2" });
        var found = (await mlflow.Get($"{Path}?name=m&alias=champion")).GetProperty("model_version");
        Assert.Equal("2", found.GetProperty("version").GetString());
        MlflowRegistry.AssertShape("""["champion"]""", found.GetProperty("aliases"));
        var first = (await mlflow.Get("model-versions/get?name=m&version=1")).GetProperty("model_version");
        Assert.False(first.TryGetProperty("aliases", out _));
    }

    [Fact]
    public async Task An_unknown_alias_is_400_and_deleting_one_is_200()
    {
        await mlflow.Refused(400, Invalid, "Registered model alias none not found.", $"{Path}?name=m&alias=none");
        MlflowRegistry.AssertShape("{}", await mlflow.Delete(Path, new { name = "m", alias = "none" }));
        await mlflow.Refused(400, Invalid, "Missing value for required parameter 'alias'", $"{Path}?name=m");
    }

    [Fact]
    public async Task Deleting_a_version_deletes_its_aliases()
    {
        await mlflow.Post(Path, new { name = "m", alias = "champion", version = "1" });
        await mlflow.Delete("model-versions/delete", new { name = "m", version = "1" });
        await mlflow.Refused(400, Invalid, "Registered model alias champion not found.",
            $"{Path}?name=m&alias=champion");
    }

    [Fact]
    public async Task The_alias_latest_is_the_newest_version_and_cannot_be_set()
    {
        var latest = await mlflow.Get($"{Path}?name=m&alias=Latest");
        Assert.Equal("2", latest.GetProperty("model_version").GetProperty("version").GetString());
        await Set("LATEST", "'latest' alias name (case insensitive) is reserved.");
        await Set("v1", "Version alias name 'v1' is reserved.");
        await Set("V20", "Version alias name 'V20' is reserved.");
        await Set("a b", "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and");
        await Set(new string('a', 256), "exceeds the maximum length of 255 characters");

        Task Set(string alias, string phrase) =>
            mlflow.Refused(400, Invalid, phrase, Path, new { name = "m", alias, version = "1" });
    }
}
