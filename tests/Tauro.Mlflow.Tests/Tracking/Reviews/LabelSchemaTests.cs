namespace Tauro.Mlflow.Tests.Tracking.Reviews;

/// <summary>MLflow's routes for label schemas, as a client uses them.</summary>
[Collection("suite")]
public sealed class LabelSchemaTests(Suite suite) : IAsyncLifetime
{
    private const string Api = "/api/3.0/mlflow/label-schemas";
    private string experiment = "";

    public async ValueTask InitializeAsync() => experiment = await suite.CreateExperiment();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("""{"categorical":{"options":["a","b"],"multi_select":true}}""")]
    [InlineData("""{"numeric":{"min_value":0.5}}""")]
    [InlineData("""{"text":{"max_length":9}}""")]
    public async Task An_input_is_returned_as_it_was_sent(string input)
    {
        var made = await suite.Call($"{Api}/create", Body("why", "1", input));
        Assert.Equal(input, made.GetProperty("label_schema").GetProperty("input").GetRawText());
        Assert.Equal("FEEDBACK", made.GetProperty("label_schema").GetString("type"));
    }

    [Theory]
    [InlineData("a", "\"FEEDBACK\"", "{}", "exactly one of")]
    [InlineData("a", "\"FEEDBACK\"", "null", "Missing value for required parameter 'input'")]
    [InlineData("a", "\"LABEL_SCHEMA_TYPE_UNSPECIFIED\"", """{"text":{}}""", "required parameter 'type'")]
    [InlineData("a", "0", """{"text":{}}""", "required parameter 'type'")]
    [InlineData("a", "\"OTHER\"", """{"text":{}}""", "Invalid value \"OTHER\" for parameter 'type'")]
    [InlineData("a", "3", """{"text":{}}""", "for parameter 'type'")]
    [InlineData("", "1", """{"text":{}}""", "required parameter 'name'")]
    [InlineData("a", "1", """{"pass_fail":{"positive_label":"a"}}""", "negative_label has 0 characters")]
    [InlineData("a", "1", """{"text":{"max_length":9000000000}}""", "for parameter 'max_length'")]
    public async Task An_invalid_schema_is_refused(string name, string type, string input, string phrase) =>
        Assert.Contains(phrase, await suite.Refused($"{Api}/create", Body(name, type, input)));

    [Fact]
    public async Task A_schema_is_renamed_and_keeps_its_kind_of_input()
    {
        var made = (await suite.Call($"{Api}/create", Body("why", "1", """{"text":{}}"""))).GetProperty("label_schema");
        var schema_id = made.GetString("schema_id");
        await suite.SendJson(HttpMethod.Patch, $"{Api}/update", new { schema_id, name = "what" });
        Assert.Equal(
            schema_id,
            (await suite.Call($"{Api}/get-by-name?experiment_id={experiment}&name=what"))
            .GetProperty("label_schema").GetString("schema_id"));
        var error = await suite.SendJson(
            HttpMethod.Patch, $"{Api}/update", new { schema_id, input = new { numeric = new { } } }, 400);
        Assert.Contains("cannot become numeric", (string?)error["message"]);
        await suite.SendJson(HttpMethod.Delete, $"{Api}/delete", new { schema_id });
        Assert.Equal(
            $"Label schema with id '{schema_id}' not found.",
            await suite.Refused($"{Api}/get?schema_id={schema_id}", null, "RESOURCE_DOES_NOT_EXIST", 404));
    }

    private string Body(string name, string type, string input) =>
        $$"""{"experiment_id":"{{experiment}}","name":"{{name}}","type":{{type}},"input":{{input}}}""";
}
