using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Tauro.Mlflow.Tests.Tracking;

namespace Tauro.Mlflow.Tests.Shapes;

/// <summary>
/// Each file beside this one is a request and the answer it gets, field for field: absent, <c>""</c> and <c>{}</c>
/// are three things. <c>&lt;int&gt;</c> and <c>&lt;text&gt;</c> stand for any value of that kind.
/// </summary>
[Collection("suite")]
public sealed class ShapeTests(Suite suite)
{
    public static TheoryData<string> Fixtures =>
        [.. Directory.GetFiles(Folder(), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public async Task An_answer_has_exactly_the_fields_of_its_fixture(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder(), name + ".json"));
        foreach (var (placeholder, value) in await Seed()) text = text.Replace($"{{{placeholder}}}", value);
        var fixture = JsonNode.Parse(text)!;

        var (status, answer) = await suite.Ask((string)fixture["path"]!, fixture["request"]?.ToJsonString());

        Assert.True((int?)fixture["status"] is var due && (int)status == (due ?? 200), $"{(int)status} {answer}");
        Compare(fixture["response"], JsonNode.Parse(answer), "$");
    }

    private async Task<Dictionary<string, string>> Seed()
    {
        var name = $"shape {Guid.NewGuid():N}";
        var experiment = await suite.CreateExperiment(name);
        await suite.Call(
            "experiments/set-experiment-tag", new { experiment_id = experiment, key = "team", value = "red" });
        var (deleted, other) = (await suite.CreateExperiment(), await suite.CreateExperiment());
        await suite.Call("experiments/delete", new { experiment_id = deleted });
        await suite.CreateRun(other);
        var created = await suite.Call(
            "runs/create", new { experiment_id = experiment, run_name = "seeded", user_id = "ann", start_time = 5 });
        var run = created.GetProperty("run").GetProperty("info").Text("run_id");
        await suite.Call("runs/log-batch", new
        {
            run_id = run,
            metrics = new[] { Point(0.5, 7, 2), Point(0.25, 6, 1) },
            @params = new[] { new { key = "lr", value = "0.1" } },
        });
        foreach (var path in new[] { "model/a.bin", "top.txt" })
        {
            using var put = await suite.Http.PutAsync(
                $"/api/v1/runs/{run}/artifacts/{path}", new ByteArrayContent("abc"u8.ToArray()));
            put.EnsureSuccessStatusCode();
        }

        return new()
        {
            ["name"] = name, ["new_name"] = $"{name} new", ["experiment"] = experiment, ["run"] = run,
            ["deleted_experiment"] = deleted, ["other_experiment"] = other,
        };
    }

    private static object Point(double value, long timestamp, long step) => new { key = "acc", value, timestamp, step };

    private static void Compare(JsonNode? due, JsonNode? got, string path)
    {
        switch (due)
        {
            case JsonObject fields:
                var found = Assert.IsType<JsonObject>(got);
                Assert.True(
                    fields.Select(field => field.Key).Order().SequenceEqual(found.Select(field => field.Key).Order()),
                    $"{path} has {string.Join(", ", found.Select(field => field.Key))}");
                foreach (var (key, value) in fields) Compare(value, found[key], $"{path}.{key}");
                break;
            case JsonArray items:
                var list = Assert.IsType<JsonArray>(got);
                Assert.True(items.Count == list.Count, $"{path} has {list.Count} items");
                for (var i = 0; i < items.Count; i++) Compare(items[i], list[i], $"{path}[{i}]");
                break;
            default:
                var (want, text) = (due!.ToJsonString(), got!.ToJsonString());
                var isText = got.GetValueKind() == System.Text.Json.JsonValueKind.String;
                var fits = want switch
                {
                    "\"\\u003Cint\\u003E\"" => long.TryParse(text, out _),
                    "\"\\u003Ctext\\u003E\"" => isText && text.Length > 2,
                    _ => want == text,
                };
                Assert.True(fits, $"{path} is {text}, not {want}");
                break;
        }
    }

    private static string Folder([CallerFilePath] string path = "") =>
        Path.GetDirectoryName(path)!;
}
