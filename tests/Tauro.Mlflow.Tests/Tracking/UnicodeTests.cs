using System.Net;
using System.Text;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>Strings that are not Unicode, in the requests of both APIs.</summary>
[Collection("suite")]
public sealed class UnicodeTests(Suite suite)
{
    private const string Half = """cut \ud83e""";

    [Theory]
    [InlineData("experiments/create", """{"name":"HALF"}""", "name")]
    [InlineData("experiments/create", """{"name":"a","tags":[{"key":"a"},{"key":"HALF"}]}""", "tags[1].key")]
    [InlineData("experiments/search", """{"max_results":1,"filter":"name = 'HALF'"}""", "filter")]
    [InlineData("runs/create", """{"experiment_id":"0","run_name":"HALF"}""", "run_name")]
    [InlineData("runs/search", """{"experiment_ids":["HALF"]}""", "experiment_ids[0]")]
    [InlineData("runs/set-tag", """{"run_id":"r","key":"k","value":"HALF"}""", "value")]
    [InlineData("runs/log-metric", """{"run_id":"r","key":"HALF","value":1,"timestamp":1}""", "key")]
    [InlineData("runs/log-batch", """{"run_id":"r","params":[{"key":"a","value":"HALF"}]}""", "params[0].value")]
    [InlineData("runs/set-tag", """{"run_id":"r","key":"k","unknown":{"a":["HALF"]}}""", "unknown.a[0]")]
    [InlineData("runs/log-inputs", """{"run_id":"r","models":[{"model_id":"HALF"}]}""", "models[0].model_id")]
    [InlineData("logged-models", """{"experiment_id":"0","name":"HALF"}""", "name")]
    [InlineData("registered-models/create", """{"name":"HALF"}""", "name")]
    [InlineData("model-versions/create", """{"name":"a","source":"HALF"}""", "source")]
    [InlineData("webhooks", """{"name":"HALF"}""", "name")]
    [InlineData("/api/3.0/mlflow/traces/search", """{"filter":"HALF"}""", "filter")]
    [InlineData("/ajax-api/3.0/mlflow/datasets/create", """{"name":"HALF"}""", "name")]
    public async Task Half_a_surrogate_pair_is_refused_with_its_place(string path, string body, string place) =>
        Assert.StartsWith(
            $"Invalid value for parameter '{place}' supplied: it contains half a surrogate pair",
            await suite.Refused(path, body.Replace("HALF", Half, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{"name":"a","\udc00":1}""")]
    [InlineData("""{"\udc00":{"\ud800":1},"name":"a"}""")]
    public async Task Half_a_surrogate_pair_in_the_name_of_a_member_is_refused(string body)
    {
        Assert.Contains("half a surrogate pair", await suite.Refused("experiments/create", body));
        Assert.Contains("half a surrogate pair", await suite.Refused("runs/log-batch", body));
    }

    [Fact]
    public async Task A_complete_pair_is_a_character_like_others()
    {
        var run = await suite.CreateRun();
        await suite.Call("runs/set-tag", $$"""{"run_id":"{{run}}","key":"k","value":"\ud83e\udd8a 🦊"}""");
        Assert.Equal("🦊 🦊", (await suite.Run(run)).GetProperty("data").Pairs("tags")["k"]);
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_refused()
    {
        var bytes = Encoding.Latin1.GetBytes("""{"name":"größe"}""");
        var content = new ByteArrayContent(bytes) { Headers = { { "Content-Type", "application/json" } } };
        using var response = await suite.Http.PostAsync("/api/2.0/mlflow/experiments/create", content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("not valid UTF-8", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("experiments", """{"name":"HALF"}""")]
    [InlineData("experiments", """{"name":"a","tags":{"HALF":"b"}}""")]
    [InlineData("runs", """{"experiment_id":"0","note":"HALF"}""")]
    [InlineData("runs/RUN/batch", """{"metrics":[{"key":"HALF","value":1}]}""")]
    [InlineData("runs/RUN/batch", """{"metrics":[{"key":"a","value":"HALF"}]}""")]
    [InlineData("runs/RUN/batch", """{"tags":{"a":"HALF"}}""")]
    [InlineData("runs/RUN/tags", """{"tags":{"HALF":"a"}}""")]
    [InlineData("models", """{"name":"HALF"}""")]
    [InlineData("models/unread/versions", """{"artifact_mode":"UPLOAD","hyperparameters":{"a":"HALF"}}""")]
    [InlineData("models/unread/versions", """{"artifact_mode":"UPLOAD","hyperparameters":{"HALF":1}}""")]
    public async Task The_native_API_refuses_half_a_surrogate_pair(string path, string body)
    {
        var run = await suite.NewRun();
        using var response = await suite.Http.PostAsync(
            $"/api/v1/{path.Replace("RUN", run.RunId, StringComparison.Ordinal)}",
            new StringContent(
                body.Replace("HALF", Half, StringComparison.Ordinal), Encoding.UTF8, "application/json"));
        var problem = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{(int)response.StatusCode} {problem}");
        Assert.Contains("\"code\":\"invalid_", problem);
    }

    [Fact]
    public async Task JSON_inside_a_string_is_read_with_the_same_rule()
    {
        var run = await suite.CreateRun();
        var model = """{"run_id":"r","artifact_path":"HALF","utc_time_created":"now","flavors":{}}""";
        model = model.Replace("HALF", Half, StringComparison.Ordinal);
        Assert.Contains(
            "Malformed model info", await suite.Refused("runs/log-model", new { run_id = run, model_json = model }));
        var history = $"[{model}]";
        await suite.Call("runs/set-tag", new { run_id = run, key = "mlflow.log-model.history", value = history });
        Assert.Contains("is not a JSON list of models", await suite.Refused("runs/log-model", new
        {
            run_id = run, model_json = model.Replace(Half, "whole", StringComparison.Ordinal),
        }));
        Assert.Equal(history, (await suite.Run(run)).GetProperty("data").Pairs("tags")["mlflow.log-model.history"]);
    }
}
