using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Bodies;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores;
using Tauro.TestServers;
using Conflict = Tauro.ServiceDefaults.Problems.Conflict;
using NotFound = Tauro.ServiceDefaults.Problems.NotFound;

namespace Tauro.ServiceDefaults.Tests.Problems;

public sealed class ExceptionTests
{
    [Fact]
    public async Task A_full_disk_is_507()
    {
        await using var service = await Throwing(new StorageFullException("3 MB are left; free some room."));

        var (status, problem) = await service.Get("/fail");

        BadRequestTests.AssertProblem(problem, status, 507, ProblemCodes.StorageFull, "3 MB are left");
    }

    [Fact]
    public async Task Damaged_data_is_500_with_the_file_and_logged_as_critical_once_per_file()
    {
        var log = new LevelLog(LogLevel.Critical);
        await using var service = await SmallService.Start(
            app => app.MapGet("/fail/{file}", string (string file) =>
                throw new StorageCorruptException($"'{file}' is damaged. Restore it from a backup.") { File = file }),
            builder => builder.Logging.AddProvider(log));

        foreach (var file in new[] { "a", "a", "b", "a" })
        {
            var (status, problem) = await service.Get($"/fail/{file}");
            BadRequestTests.AssertProblem(problem, status, 500, ProblemCodes.DataDamaged, $"'{file}' is damaged.");
        }

        Assert.Equal(2, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.Contains("Restore it from a backup.", line));
    }

    [Fact]
    public Task An_unavailable_store_is_503_and_says_when_to_retry() => AssertRetryAfter(
        new StorageUnavailableException("The disk does not respond."), HttpStatusCode.ServiceUnavailable);

    [Fact]
    public Task A_busy_store_is_429_and_says_when_to_retry() =>
        AssertRetryAfter(new StorageBusyException("10 commits wait."), HttpStatusCode.TooManyRequests);

    [Fact]
    public async Task Too_little_memory_is_503_and_logged_as_an_error()
    {
        var log = new LevelLog(LogLevel.Error);
        await using var service = await SmallService.Start(
            app => app.MapGet("/fail", string () => throw new OutOfMemoryException("no array")),
            builder => builder.Logging.AddProvider(log));

        var (status, problem) = await service.Get("/fail");

        BadRequestTests.AssertProblem(problem, status, 503, ProblemCodes.InternalError, "trace id");
        Assert.Single(log.Lines, line => line == "GET /fail failed.");
    }

    [Fact]
    public async Task Too_little_memory_for_a_body_is_429_and_logged_as_an_error()
    {
        var log = new LevelLog(LogLevel.Error);
        await using var service = await SmallService.Start(
            app => app.MapPost("/read", async context =>
                await CompleteBody.Read<int>(context, _ => throw new OutOfMemoryException("no array"))),
            builder => builder.Logging.AddProvider(log));

        var (status, problem) = await service.Post("/read", "{}");

        BadRequestTests.AssertProblem(problem, status, 429, ProblemCodes.BodiesBusy, "too little free memory");
        Assert.Single(log.Lines, line => line == "POST /read failed.");
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Any_other_failure_is_500_and_reveals_nothing(string environment)
    {
        await using var service = await SmallService.Start(
            app => app.MapGet("/fail", string () => throw new InvalidOperationException("the password is swordfish")),
            builder => builder.Environment.EnvironmentName = environment);

        using var response = await service.Http.GetAsync("/fail");
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(ProblemCodes.InternalError, body);
        Assert.DoesNotContain("swordfish", body);
        Assert.DoesNotContain("InvalidOperation", body);
    }

    [Theory]
    [InlineData(ProblemKind.Invalid, 400)]
    [InlineData(ProblemKind.NotFound, 404)]
    [InlineData(ProblemKind.Conflict, 409)]
    public async Task A_problem_of_the_store_is_returned_with_the_status_of_its_kind(ProblemKind kind, int expected)
    {
        await using var service = await SmallService.Start(app => app.MapGet("/ask", Ask));

        var (status, problem) = await service.Get($"/ask?kind={kind}");

        BadRequestTests.AssertProblem(problem, status, expected, ProblemCodes.RunNotFound, "Run 7");

        static Results<Ok<string>, Invalid, NotFound, Conflict> Ask(ProblemKind kind)
        {
            StoreOutcome<string> refused = new StoreProblem(kind, ProblemCodes.RunNotFound, "Run 7 is not so.");
            return refused.ToResult(TypedResults.Ok);
        }
    }

    [Fact]
    public async Task Responses_have_no_Server_header()
    {
        await using var service = await SmallService.Start(app => app.MapGet("/", () => "hello"));

        using var response = await service.Http.GetAsync("/");

        Assert.False(response.Headers.Contains("Server"));
    }

    private static Task<SmallService> Throwing(Exception exception) =>
        SmallService.Start(app => app.MapGet("/fail", string () => throw exception));

    private static async Task AssertRetryAfter(Exception exception, HttpStatusCode expected)
    {
        await using var service = await Throwing(exception);

        using var response = await service.Http.GetAsync("/fail");

        Assert.Equal(expected, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
    }
}
