using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Json;
using Tauro.TestServers;

namespace Tauro.ServiceDefaults.Tests.Problems;

/// <summary>Every kind of invalid request is a 4xx that says what is wrong in terms of the API.</summary>
public sealed class BadRequestTests
{
    [Theory]
    [InlineData("", "missing")]
    [InlineData("null", "an object")]
    [InlineData("[]", "an object")]
    [InlineData("\"text\"", "an object")]
    [InlineData("{", "can't be read")]
    [InlineData("""{"key":"a","value":1,"timestamp":1,"key":"b"}""", "twice")]
    [InlineData("""{"key":"a","value":"much","timestamp":1}""", "$.value")]
    [InlineData("""{"key":"a","value":1,"timestamp":"noon"}""", "an integer")]
    [InlineData("""{"key":7,"value":1,"timestamp":1}""", "$.key")]
    [InlineData("""{"key":null,"value":1,"timestamp":1}""", "not null")]
    [InlineData("""{"key":"a","value":1,"timestamp":1}x""", "can't be read")]
    public async Task An_invalid_body_is_described(string body, string named)
    {
        await using var service = await SmallService.Start(Map);

        var (status, problem) = await service.Post("/points", body);

        AssertProblem(problem, status, 400, ProblemCodes.InvalidRequest, named);
    }

    [Theory]
    [InlineData("""{"value":"much"}""", "$.value", "expected a number")]
    [InlineData("""{"value":1,"step":1.5}""", "$.step", "expected an integer")]
    [InlineData("""{"value":1,"tags":{"a":"1","a":"2"}}""", "$.tags.a", "twice")]
    public async Task An_invalid_member_is_named_with_the_expected_type(
        string body, string member, string takes)
    {
        await using var service = await SmallService.Start(Map);

        var (status, problem) = await service.Post("/readings", body);

        AssertProblem(problem, status, 400, ProblemCodes.InvalidRequest, member);
        AssertProblem(problem, status, 400, ProblemCodes.InvalidRequest, takes);
    }

    [Theory]
    [InlineData("/points", """{"key":"a","value":1,"timestamp":1,"stepp":2}""", "no member 'stepp'")]
    [InlineData("/points", """{"key":"a","value":1,"timestamp":1,"stepp":2}""", "key, value")]
    [InlineData("/points", """{"key":"a","value":1,"timestamp":1,"a b\n":null}""", "no member 'a b?'")]
    public async Task An_unknown_member_is_refused_with_those_that_there_are(string path, string body, string named)
    {
        await using var service = await SmallService.Start(Map);

        var (status, problem) = await service.Post(path, body);

        AssertProblem(problem, status, 400, ProblemCodes.InvalidRequest, named);
    }

    [Fact]
    public async Task A_number_may_be_a_string_where_JSON_has_none()
    {
        await using var service = await SmallService.Start(Map);

        var (status, point) = await service.Post("/points", """{"key":"a","value":"NaN","timestamp":1}""");

        Assert.Equal(200, status);
        Assert.Equal("NaN", point.GetProperty("value").GetString());
    }

    [Fact]
    public async Task An_unknown_enum_value_in_a_body_is_reported_with_the_allowed_ones()
    {
        await using var service = await SmallService.Start(Map);

        var (status, problem) = await service.Post("/changes", """{"status":"DONE"}""");

        AssertProblem(
            problem, status, 400, ProblemCodes.InvalidRequest, "RUNNING, SCHEDULED, COMPLETED, FAILED, KILLED");
        Assert.Contains("$.status", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("/search?page_size=many", "'many' is not a valid value of 'page_size'; expected an integer")]
    [InlineData("/search?page_size=99999999999", "page_size")]
    [InlineData("/search?status=DONE", "expected one of PENDING_REGISTRATION, READY")]
    [InlineData("/search?status=1", "expected one of PENDING_REGISTRATION, READY")]
    [InlineData("/search?since=yesterday", "ISO 8601")]
    [InlineData("/search?deep=maybe", "true or false")]
    [InlineData("/runs/x", "'x' is not a valid value of 'number'")]
    [InlineData("/needed", "query parameter 'page_token' is missing")]
    public async Task An_invalid_parameter_is_named_with_the_allowed_values(string path, string named)
    {
        await using var service = await SmallService.Start(Map);

        var (status, problem) = await service.Get(path);

        AssertProblem(problem, status, 400, ProblemCodes.InvalidRequest, named);
    }

    [Fact]
    public async Task An_enum_in_a_query_is_spelled_as_in_json()
    {
        await using var service = await SmallService.Start(Map);

        Assert.Equal(200, (await service.Get("/search?status=pending_registration&page_size=3")).Status);
    }

    [Fact]
    public async Task An_unsupported_content_type_is_rejected()
    {
        await using var service = await SmallService.Start(Map);

        var (status, problem) = await service.Post("/points", "<a/>", "text/xml");

        AssertProblem(problem, status, 415, ProblemCodes.InvalidRequest, "text/xml");
        Assert.EndsWith("send application/json.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_unsupported_content_type_is_reported_with_those_of_the_route()
    {
        await using var service = await SmallService.Start(app =>
        {
            app.MapPost("/files/{**path}", () => "kept").Accepts<Stream>("image/png");
            app.MapPost("/files/{folder}/table", () => "kept").Accepts<Stream>("text/csv", "application/parquet");
        });

        var (status, problem) = await service.Post("/files/a/table", "{}");

        AssertProblem(problem, status, 415, ProblemCodes.InvalidRequest, "'application/json");
        Assert.EndsWith("send text/csv or application/parquet.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_unknown_route_and_a_wrong_method_are_problems()
    {
        await using var service = await SmallService.Start(Map);

        var (none, nothing) = await service.Get("/nowhere");
        var (wrong, method) = await service.Get("/points");

        AssertProblem(nothing, none, 404, ProblemCodes.RouteNotFound, "/nowhere");
        AssertProblem(method, wrong, 405, ProblemCodes.MethodNotAllowed, "POST");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_rejected_and_the_limit_is_named(bool sized)
    {
        await using var service = await SmallService.Start(Map);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/points")
        {
            Content = new StreamContent(new MemoryStream(new byte[Limits.JsonBodyBytesMax + 1])),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = !sized;
        request.Headers.ExpectContinue = true;

        var (status, problem) = await SmallService.Read(await service.Http.SendAsync(request));

        // A body without a length is parsed as it arrives, so its first byte may be rejected before its size is known.
        if (!sized && status == 400) return;
        AssertProblem(problem, status, 413, ProblemCodes.LimitExceeded, $"{Limits.JsonBodyBytesMax}");
    }

    [Fact]
    public async Task A_streamed_body_has_no_limit()
    {
        await using var service = await SmallService.Start(Map);
        using var body = new StreamContent(new MemoryStream(new byte[Limits.JsonBodyBytesMax + 1]));

        var (status, size) = await SmallService.Read(await service.Http.PutAsync("/artifact", body));

        Assert.Equal((200, Limits.JsonBodyBytesMax + 1), (status, size.GetInt64()));
    }

    [Fact]
    public async Task A_truncated_body_reaches_no_handler_and_the_service_continues()
    {
        await using var service = await SmallService.Start(Map);
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(IPAddress.Loopback, service.Http.BaseAddress!.Port);
            await socket.SendAsync(Encoding.ASCII.GetBytes(
                "POST /points HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Content-Length: 99\r\n\r\n{\"key\""));
        }

        Assert.Equal(200, (await service.Post("/points", """{"key":"a","value":1,"timestamp":1}""")).Status);
    }

    internal static void AssertProblem(JsonElement problem, int status, int expected, string code, string named)
    {
        var detail = problem.GetProperty("detail").GetString()!;
        Assert.Equal(expected, status);
        Assert.Equal(expected, problem.GetProperty("status").GetInt32());
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal($"docs/reference/problems.md#{code}", problem.GetProperty("type").GetString());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        Assert.True(detail.Contains(named), detail);
        Assert.DoesNotContain("System.", detail);
        Assert.DoesNotContain("Tauro.Contracts", detail);
    }

    private static void Map(WebApplication app)
    {
        app.MapPost("/points", (MetricPoint point) => point);
        app.MapPost("/readings", (Reading reading) => reading);
        app.MapPost("/changes", (RunChange change) => change);
        app.MapGet("/runs/{number}", (int number) => number);
        app.MapGet("/needed", ([FromQuery(Name = "page_token")] string token) => token);
        app.MapGet("/search", (
            [FromQuery(Name = "page_size")] int? size, Choice<ModelVersionStatus>? status, DateTimeOffset? since,
            bool? deep) => TypedResults.Ok(size));
        app.MapPut("/artifact", async (HttpRequest request) =>
        {
            var (total, buffer) = (0L, new byte[1 << 16]);
            while (await request.Body.ReadAsync(buffer) is var read and > 0) total += read;
            return total;
        }).WithStreamedBody();
    }

    private sealed record Reading(double Value, long Step = 0, Dictionary<string, string>? Tags = null);
}
