using System.Net;
using System.Text.Json.Nodes;

namespace Tauro.Mlflow.Tests.Tracking;

/// <summary>
/// The JSON types that each field of the main routes accepts. As in MLflow's server, a number may be a string of its
/// digits, an integer may have a fraction of zeros, and a string is nothing else.
/// </summary>
[Collection("suite")]
public sealed class FieldTypeTests(Suite suite)
{
    private const string ValidRun = "$run";

    public enum Kind
    {
        String,
        Integer,
        Number,
        Strings,
        Objects,
    }

    private static readonly Dictionary<Kind, (string[] Accepted, string[] Refused)> Values = new()
    {
        [Kind.String] = ([], ["31", "1.5", "true", "[]", "{}"]),
        [Kind.Integer] = (["7", "7.0", "\"7\"", "null"], ["7.5", "\"7.5\"", "\"x\"", "true", "[]", "{}"]),
        [Kind.Number] = (
            ["7", "0.5", "1e-3", "\"0.5\"", "\"NaN\"", "\"-Infinity\"", "NaN", "Infinity"],
            ["\"x\"", "true", "[]", "{}"]),
        [Kind.Strings] = (["[]", "null"], ["1", "\"0\"", "{}", "[1]", "[true]", "[[]]"]),
        [Kind.Objects] = (["[]", "null"], ["1", "\"a\"", "{}", "[1]", "[\"a\"]"]),
    };

    private static readonly Dictionary<string, (string Body, (string Field, Kind Kind)[] Fields)> Routes = new()
    {
        ["runs/log-metric"] = (
            """{"run_id":"$run","key":"k","value":1,"timestamp":1,"step":1}""",
            [
                ("run_id", Kind.String), ("key", Kind.String), ("value", Kind.Number), ("timestamp", Kind.Integer),
                ("step", Kind.Integer),
            ]),
        ["runs/log-batch"] = (
            """
            {"run_id":"$run","metrics":[{"key":"k","value":1,"timestamp":1,"step":1}],
            "params":[{"key":"p","value":"1"}],"tags":[{"key":"t","value":"1"}]}
            """,
            [
                ("run_id", Kind.String), ("metrics", Kind.Objects), ("params", Kind.Objects), ("tags", Kind.Objects),
                ("metrics.key", Kind.String), ("metrics.value", Kind.Number), ("metrics.timestamp", Kind.Integer),
                ("metrics.step", Kind.Integer), ("params.key", Kind.String), ("params.value", Kind.String),
                ("tags.key", Kind.String), ("tags.value", Kind.String),
            ]),
        ["runs/log-parameter"] = (
            """{"run_id":"$run","key":"p","value":"1"}""",
            [("run_id", Kind.String), ("key", Kind.String), ("value", Kind.String)]),
        ["runs/set-tag"] = (
            """{"run_id":"$run","key":"t","value":"1"}""",
            [("run_id", Kind.String), ("key", Kind.String), ("value", Kind.String)]),
        ["runs/create"] = (
            """{"experiment_id":"0","user_id":"u","run_name":"r","start_time":1,"tags":[{"key":"t","value":"1"}]}""",
            [
                ("experiment_id", Kind.String), ("user_id", Kind.String), ("run_name", Kind.String),
                ("start_time", Kind.Integer), ("tags", Kind.Objects), ("tags.key", Kind.String),
                ("tags.value", Kind.String),
            ]),
        ["runs/update"] = (
            """{"run_id":"$run","status":"RUNNING","end_time":1,"run_name":"r"}""",
            [("run_id", Kind.String), ("end_time", Kind.Integer), ("run_name", Kind.String)]),
        ["runs/search"] = (
            """
            {"experiment_ids":["0"],"filter":"params.none = 'x'","max_results":1,"order_by":["metrics.k"],
            "page_token":""}
            """,
            [
                ("experiment_ids", Kind.Strings), ("filter", Kind.String), ("max_results", Kind.Integer),
                ("order_by", Kind.Strings), ("page_token", Kind.String),
            ]),
        ["experiments/search"] = (
            """{"filter":"name = 'none'","max_results":1,"order_by":["name"]}""",
            [("filter", Kind.String), ("max_results", Kind.Integer), ("order_by", Kind.Strings)]),
    };

    /// <summary>Integers that must not be null.</summary>
    private static readonly string[] Required =
        ["runs/log-metric timestamp", "runs/log-batch metrics.timestamp", "experiments/search max_results"];

    public static TheoryData<string, string, Kind> Fields()
    {
        var data = new TheoryData<string, string, Kind>();
        foreach (var (route, (_, fields)) in Routes)
            foreach (var (field, kind) in fields) data.Add(route, field, kind);
        return data;
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_accepts_the_values_of_its_type_and_no_others(string route, string field, Kind kind)
    {
        var body = Routes[route].Body.Replace(ValidRun, await suite.CreateRun());
        await suite.Call(route, body);

        foreach (var value in Values[kind].Accepted)
        {
            if (value == "null" && Required.Contains($"{route} {field}")) continue;
            var (status, response) = await suite.Request(route, With(body, field, value));
            Assert.True(status == HttpStatusCode.OK, $"{value}: {(int)status} {response}");
        }

        foreach (var value in Values[kind].Refused)
        {
            var (status, response) = await suite.Request(route, With(body, field, value));
            Assert.True(status == HttpStatusCode.BadRequest, $"{value}: {(int)status} {response}");
            Assert.Equal("INVALID_PARAMETER_VALUE", (string?)JsonNode.Parse(response)!["error_code"]);
        }
    }

    /// <summary>Puts a value into a body, in the first object of a list if the field has a dot.</summary>
    private static string With(string body, string field, string value)
    {
        const string place = "the value, which may be no JSON";
        var message = JsonNode.Parse(body)!;
        if (field.Split('.') is [var list, var member]) message[list]![0]![member] = place;
        else message[field] = place;
        return message.ToJsonString().Replace($"\"{place}\"", value);
    }
}
