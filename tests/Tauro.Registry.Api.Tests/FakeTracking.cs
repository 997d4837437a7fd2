using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tauro.Contracts;
using Tauro.Contracts.Artifacts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Runs;

namespace Tauro.Registry.Api.Tests;

/// <summary>A fake of Tracking for the registry's worker: serves one run and its artifacts over HTTP.</summary>
public sealed class FakeTracking : IAsyncDisposable
{
    public const string RunId = "00112233445566778899aabbccddeeff";

    private readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);
    private readonly WebApplication app;

    private FakeTracking(WebApplication app) => this.app = app;

    public string Address => app.Urls.First();

    /// <summary>Whether every connection is aborted.</summary>
    public bool IsUnavailable { get; set; }

    /// <summary>Whether the files served differ from the files listed.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>The task that listings wait for.</summary>
    public Task ListGate { get; set; } = Task.CompletedTask;

    /// <summary>Whether there is no run any more.</summary>
    public bool IsPurged { get; set; }

    /// <summary>Whether the run is deleted.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>The versions that Tracking knows to be made from the run, as <c>name/version</c>.</summary>
    public IReadOnlyList<string> KnownVersions { get; set; } = ["fraud/1"];

    /// <summary>The names by id of the models of these versions; null when no id is known.</summary>
    public IReadOnlyDictionary<string, string>? KnownModels { get; set; }

    /// <summary>The URL that every request is redirected to, if any.</summary>
    public string? RedirectsTo { get; set; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public byte[] this[string path]
    {
        set => files[path] = value;
    }

    public void Remove(string path) => files.TryRemove(path, out _);

    public static async Task<FakeTracking> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var tracking = new FakeTracking(app);
        app.Use(tracking.Misbehave);
        app.MapGet("/api/v1/runs/{run}", tracking.Get);
        app.MapGet("/api/v1/runs/{run}/artifacts", tracking.List);
        app.MapGet("/api/v1/runs/{run}/artifacts/{**path}", tracking.Download);
        await app.StartAsync();
        return tracking;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Misbehave(HttpContext context, RequestDelegate next)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString);
        if (IsUnavailable) context.Abort();
        else if (RedirectsTo is { } target) context.Response.Redirect(target);
        else await next(context);
    }

    private IResult Get(string run) => run != RunId || IsPurged ? Missing("run_not_found") : Results.Json(
        new Run
        {
            RunId = new(RunId), ExperimentId = new("0"), Name = "able", ArtifactUri = $"mlflow-artifacts:/0/{RunId}",
            LifecycleStage = IsDeleted ? LifecycleStage.Deleted : LifecycleStage.Active,
            ModelVersions = KnownVersions, ModelNames = KnownModels,
        },
        TauroJson.Options);

    private async Task<IResult> List(string run, string path, bool recursive)
    {
        await ListGate;
        if (run != RunId || IsPurged) return Missing("run_not_found");
        var prefix = path.Length == 0 ? "" : path + "/";
        var entries = files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => recursive || !file.Key[prefix.Length..].Contains('/')
                ? new Artifact(
                    file.Key, false, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value)), 1)
                : new Artifact(prefix + file.Key[prefix.Length..].Split('/')[0], IsDirectory: true))
            .DistinctBy(entry => entry.Path).OrderBy(entry => entry.Path, StringComparer.Ordinal).ToList();
        return Results.Json(new Page<Artifact>(entries), TauroJson.Options);
    }

    private IResult Download(string run, string path)
    {
        if (run != RunId || !files.TryGetValue(path, out var bytes)) return Missing("artifact_not_found");
        return Results.Bytes(IsDamaged ? [.. bytes.Select(b => (byte)~b)] : bytes);
    }

    private static IResult Missing(string code) => Results.Json(
        new { code, detail = $"Not found: {code}.", status = 404 },
        contentType: "application/problem+json",
        statusCode: 404);
}
