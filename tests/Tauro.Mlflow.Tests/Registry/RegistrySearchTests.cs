namespace Tauro.Mlflow.Tests.Registry;

[Collection("suite")]
public sealed class RegistrySearchTests(Suite suite) : IAsyncLifetime
{
    private const string Invalid = "INVALID_PARAMETER_VALUE";

    private MlflowRegistry mlflow = null!;

    public async ValueTask InitializeAsync()
    {
        mlflow = await MlflowRegistry.CreateEmpty(suite);
        await mlflow.CreateModel("apple", ("team", "red"));
        await mlflow.CreateModel("Berry");
        await mlflow.CreateModel("cherry", ("team", "blue"));
        await mlflow.CreateModel("prompt", ("mlflow.prompt.is_prompt", "true"));
        foreach (var name in new[] { "apple", "apple", "Berry" }) await mlflow.CreateVersion(name, ("on", name));
        await mlflow.CreateVersion("prompt", ("mlflow.prompt.is_prompt", "true"));
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_search_without_results_returns_an_empty_object()
    {
        MlflowRegistry.AssertShape("{}", await mlflow.Get("registered-models/search?filter=name%3D'none'"));
        MlflowRegistry.AssertShape("{}", await mlflow.Get("model-versions/search?filter=name%3D'none'"));
    }

    [Theory]
    [InlineData("", "Berry apple cherry")]
    [InlineData("name = 'apple'", "apple")]
    [InlineData("name != 'apple'", "Berry cherry")]
    [InlineData("name LIKE '%erry'", "Berry cherry")]
    [InlineData("name LIKE 'b%'", "")]
    [InlineData("name ILIKE 'b%'", "Berry")]
    [InlineData("tags.team = 'red'", "apple")]
    [InlineData("tag.`team` = 'red' AND name LIKE 'a%'", "apple")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "prompt")]
    [InlineData("tags.`mlflow.prompt.is_prompt` != 'false'", "prompt")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'false'", "Berry apple cherry")]
    [InlineData("tags.`mlflow.prompt.is_prompt` != 'true' AND name LIKE 'c%'", "cherry")]
    public async Task Models_are_found_by_name_and_tags_and_prompts_only_on_request(string filter, string names) =>
        Assert.Equal(names, string.Join(' ', await Models($"filter={Uri.EscapeDataString(filter)}")));

    [Theory]
    [InlineData("name = 'apple'", "apple/2 apple/1")]
    [InlineData("version_number > 1", "apple/2")]
    [InlineData("run_id = '00112233445566778899aabbccddeeff' AND name = 'Berry'", "Berry/1")]
    [InlineData("run_id IN ('x', '00112233445566778899aabbccddeeff') AND version_number = 2", "apple/2")]
    [InlineData("source_path LIKE 'runs:/%' AND tags.on = 'Berry'", "Berry/1")]
    [InlineData("tags.`mlflow.prompt.is_prompt` = 'true'", "prompt/1")]
    [InlineData("", "Berry/1 apple/2 apple/1")]
    public async Task Versions_are_found_by_name_number_run_source_and_tags(string filter, string found) =>
        Assert.Equal(
            found.Split(' ').Order(),
            (await Versions($"filter={Uri.EscapeDataString(filter)}")).Order());

    [Theory]
    [InlineData("registered-models", "creation_timestamp > 0", "Invalid attribute key")]
    [InlineData("registered-models", "Name = 'a'", "Invalid attribute key")]
    [InlineData("model-versions", "attributes.Run_Id = 'a'", "Invalid attribute key")]
    [InlineData("model-versions", "Tags.a = 'a'", "Invalid entity type")]
    [InlineData("registered-models", "name = 'a' name", "Invalid clause(s) in filter string")]
    [InlineData("registered-models", "name = 'a';", "Invalid clause(s) in filter string")]
    [InlineData("registered-models", "metrics.a > 1", "Invalid clause(s) in filter string")]
    [InlineData("model-versions", "stage = 'None'", "Invalid attribute key")]
    [InlineData("model-versions", "version_number = 'x'", "Invalid clause(s) in filter string")]
    public async Task An_invalid_filter_is_400(string what, string filter, string phrase) =>
        await mlflow.Refused(400, Invalid, phrase, $"{what}/search?filter={Uri.EscapeDataString(filter)}");

    [Fact]
    public async Task Models_are_sorted_by_name_or_by_the_requested_field()
    {
        Assert.Equal(["cherry", "apple", "Berry"], await Models("order_by=name%20DESC"));
        await mlflow.Patch("registered-models/update", new { name = "apple", description = "newest" });
        Assert.Equal("apple", (await Models("order_by=last_updated_timestamp%20DESC"))[0]);
        Assert.Equal("apple", (await Models("order_by=timestamp%20desc&order_by=name"))[0]);
        Assert.Equal(["apple/2", "Berry/1", "apple/1"], await Versions("order_by=version_number%20DESC"));
        Assert.Equal(["Berry/1", "apple/2", "apple/1"], await Versions("order_by=name%20ASC"));
        await mlflow.Refused(
            400, Invalid, "Invalid order by key 'tags' specified", "registered-models/search?order_by=tags%20ASC");
        await mlflow.Refused(400, Invalid, "Invalid order_by clause", "registered-models/search?order_by=name%20up");
        await mlflow.Refused(400, Invalid, "Invalid order_by clause",
            "model-versions/search?order_by=name&order_by=name");
    }

    [Theory]
    [InlineData("registered-models", 1_000), InlineData("model-versions", 200_000)]
    public async Task The_number_of_results_has_a_maximum(string what, int max)
    {
        await mlflow.Get($"{what}/search?max_results={max}");
        await mlflow.Refused(
            400, Invalid, $"It must be at most {max}, but got value {max + 1}", $"{what}/search?max_results={max + 1}");
        await mlflow.Refused(400, Invalid, "It must be at least 1, but got value 0", $"{what}/search?max_results=0");
        await mlflow.Refused(400, Invalid, "Invalid value", $"{what}/search?max_results=many");
        await mlflow.Refused(400, Invalid, "Invalid page token", $"{what}/search?page_token=evil");
    }

    [Fact]
    public async Task Pages_follow_one_another()
    {
        var first = await mlflow.Get("registered-models/search?max_results=2");
        Assert.Equal(2, first.GetProperty("registered_models").GetArrayLength());
        var token = Uri.EscapeDataString(first.GetProperty("next_page_token").GetString()!);
        var second = await mlflow.Get($"registered-models/search?max_results=2&page_token={token}");
        Assert.Equal("cherry", second.GetProperty("registered_models")[0].GetProperty("name").GetString());
        Assert.False(second.TryGetProperty("next_page_token", out _));
    }

    private Task<string[]> Models(string query) => mlflow.Names("registered_models",
        $"registered-models/search?{query}");

    private async Task<string[]> Versions(string query) =>
        [.. (await mlflow.Get($"model-versions/search?{query}")).GetProperty("model_versions").EnumerateArray()
            .Select(found => $"{found.GetProperty("name").GetString()}/{found.GetProperty("version").GetString()}")];
}
