using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Runs;
using Tauro.ServiceDefaults.Problems;
using Tauro.TestServers;
using Conflict = Tauro.ServiceDefaults.Problems.Conflict;
using NotFound = Tauro.ServiceDefaults.Problems.NotFound;

namespace Tauro.ServiceDefaults.Tests.OpenApi;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_contains_names_as_they_are_serialized()
    {
        var document = await Document();

        var schemas = document.GetProperty("components").GetProperty("schemas");
        var run = schemas.GetProperty("Run").GetProperty("properties");
        Assert.True(run.TryGetProperty("experiment_id", out _), run.ToString());
        var status = schemas.GetProperty("RunStatus");
        Assert.Contains("COMPLETED", status.GetProperty("enum").ToString());
    }

    [Fact]
    public async Task Every_outcome_of_the_return_type_and_every_common_problem_is_listed()
    {
        var document = await Document();

        var post = document.GetProperty("paths").GetProperty("/runs").GetProperty("post");
        var responses = post.GetProperty("responses");
        foreach (var status in new[] { "201", "400", "404", "409", "413", "500", "503", "507" })
            Assert.True(responses.TryGetProperty(status, out _), $"{status} is not in {responses}");
        Assert.Equal("#/components/schemas/Problem", responses.GetProperty("500").GetProperty("content")
            .GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString());
        var get = document.GetProperty("paths").GetProperty("/runs").GetProperty("get");
        Assert.False(get.GetProperty("responses").TryGetProperty("507", out _));
        Assert.True(get.GetProperty("responses").TryGetProperty("410", out _));
    }

    [Fact]
    public async Task Every_operation_has_a_summary_and_a_tag()
    {
        var document = await Document();

        var paths = document.GetProperty("paths").EnumerateObject();
        foreach (var operation in paths.SelectMany(path => path.Value.EnumerateObject()))
        {
            Assert.True(operation.Value.TryGetProperty("summary", out _), operation.ToString());
            Assert.True(operation.Value.TryGetProperty("tags", out _), operation.ToString());
        }
    }

    [Fact]
    public async Task A_problem_has_a_code_in_the_document()
    {
        var document = await Document();

        var problem = document.GetProperty("components").GetProperty("schemas").GetProperty("Problem");
        Assert.Equal(
            ["type", "title", "status", "detail", "code", "traceId", "verdict", "position"],
            problem.GetProperty("properties").EnumerateObject().Select(p => p.Name));
    }

    private static async Task<JsonElement> Document()
    {
        await using var service = await SmallService.Start(
            app =>
            {
                app.MapPost("/runs", Start).WithSummary("Start a run").WithTags("Runs");
                app.MapGet("/runs", List).WithSummary("List runs").WithTags("Runs");
            },
            builder => builder.AddTauroOpenApi("tracking"));
        var (status, document) = await service.Get("/openapi/v1.json");
        Assert.Equal(200, status);
        return document;
    }

    private static Results<Ok<Run>, Gone> List() => throw new InvalidOperationException("it is only described");

    private static Results<Created<Run>, Invalid, NotFound, Conflict> Start(NewRun run) =>
        throw new InvalidOperationException($"{run} is only described");
}
