using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Trail;
using Tauro.Stores.Events;
using Tauro.Stores.Models;
using Tauro.Stores.Trail;

namespace Tauro.Registry.Api.Tests;

public sealed class TrailTests
{
    private const string Trail = "/api/v1/registry/trail";
    private const string Secret = "correct horse battery staple";
    private static readonly object Metadata = new { artifact_mode = "NONE" };

    [Fact]
    public async Task The_trail_says_who_changed_what_and_how_it_was()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("churn", Metadata);
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/models/churn")
        {
            Content = new StringContent(
                """{"name": "lapse", "tags": {"team": "risk"}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("User-Agent", new string('a', 300));
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        (await registry.Http.SendAsync(request)).EnsureSuccessStatusCode();

        var page = await registry.Ok<TrailPage>(HttpMethod.Get, $"{Trail}?resource=models/lapse&order=desc");

        var renamed = Assert.Single(page.Items);
        Assert.Equal(
            new TrailActor(ActorKind.Client, "203.0.113.7", new string('a', 200)), renamed.Actor);
        Assert.Equal(
            (TrailAction.Updated, "model", "models/churn"), (renamed.Action, renamed.Kind, renamed.RenamedFrom));
        Assert.Equal("churn", renamed.Before!.Value.GetProperty("name").GetString());
        Assert.Equal("lapse", renamed.After!.Value.GetProperty("name").GetString());
        Assert.Equal("{}", renamed.Before.Value.GetProperty("tags").GetRawText());
        Assert.Equal("risk", renamed.After.Value.GetProperty("tags").GetProperty("team").GetString());
        Assert.False(renamed.After.Value.TryGetProperty("model_id", out _));

        var all = await registry.Ok<TrailPage>(HttpMethod.Get, $"{Trail}?resource={renamed.StableResource}/*");
        Assert.Equal(
            [("model_version", TrailAction.Created), ("model", TrailAction.Created), ("model", TrailAction.Updated)],
            all.Items.Select(entry => (entry.Kind, entry.Action)));
    }

    [Fact]
    public async Task The_trail_is_filtered_and_read_a_page_at_a_time()
    {
        await using var registry = await RegistryHost.Start();
        for (var i = 0; i < 3; i++) await registry.Register("churn", Metadata);
        await registry.Register("fraud", Metadata);
        await registry.Ok(HttpMethod.Delete, "/api/v1/models/fraud");
        var last = (await registry.Ok<TrailPage>(HttpMethod.Get, $"{Trail}?order=DESC&limit=1")).Items[0];

        Assert.Equal(3, await Count("resource=models/churn/versions/*&action=CREATED"));
        Assert.Equal(4, await Count("kind=model_version&action=created"));
        Assert.Equal(2, await Count("action=DELETED"));
        Assert.Equal(0, await Count("actor=SYSTEM&action=DELETED"));
        Assert.Equal(2, await Count("actor=127.0.0.1&action=DELETED"));
        Assert.Equal(0, await Count($"since={last.Time + 1}"));
        Assert.Equal(last.Sequence, await Count($"until={last.Time}"));
        Assert.Equal(last.Sequence, await Count("since=2020-01-01T00:00:00%2B02:00"));
        await registry.Refused(400, "invalid_request", HttpMethod.Get, $"{Trail}?since=yesterday");
        await registry.Refused(400, "limit_exceeded", HttpMethod.Get, $"{Trail}?limit=1001");
        await registry.Refused(400, "invalid_request", HttpMethod.Get, $"{Trail}?action=GONE");
        await registry.Refused(400, "invalid_request", HttpMethod.Get, $"{Trail}?who=me");
        foreach (var order in new[] { "asc", "desc" })
        {
            var read = new List<long>();
            for (string after = ""; ;)
            {
                var page = await registry.Ok<TrailPage>(HttpMethod.Get, $"{Trail}?order={order}&limit=2{after}");
                read.AddRange(page.Items.Select(entry => entry.Sequence));
                if (page.NextAfter is not { } next) break;
                after = $"&after={next}";
            }

            var expected = Enumerable.Range(1, (int)last.Sequence).Select(i => (long)i);
            Assert.Equal(order == "asc" ? expected : expected.Reverse(), read);
        }

        async Task<long> Count(string query) =>
            (await registry.Ok<TrailPage>(HttpMethod.Get, $"{Trail}?limit=1000&{query}")).Items.Count;
    }

    [Fact]
    public async Task A_secret_is_never_in_the_trail()
    {
        const string webhooks = "/api/2.0/mlflow/webhooks";
        await using var registry = await RegistryHost.Start(null, ("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));
        var created = await registry.Ok<JsonElement>(HttpMethod.Post, webhooks, new
        {
            name = "w", url = $"https://127.0.0.1/hook?key={Secret}", secret = Secret,
            events = new[] { new { entity = "REGISTERED_MODEL", action = "CREATED" } },
        });
        var id = created.GetProperty("webhook").GetProperty("webhook_id").GetString();
        await registry.Ok(HttpMethod.Patch, $"{webhooks}/{id}", new { secret = $"{Secret} 2" });
        await registry.Ok(HttpMethod.Delete, $"{webhooks}/{id}");

        var entries = await registry.Ok<JsonElement>(HttpMethod.Get, $"{Trail}?kind=webhook");

        var items = entries.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["CREATED", "UPDATED", "DELETED"], items.Select(item => item.GetProperty("action").GetString()));
        Assert.All(items, item => Assert.Equal(
            "(hidden)",
            (item.TryGetProperty("after", out var after) ? after : item.GetProperty("before"))
                .GetProperty("secret").GetString()));
        Assert.DoesNotContain(Secret, entries.GetRawText());
        Assert.DoesNotContain("aes-256-gcm", entries.GetRawText());
    }

    [Fact]
    public async Task The_past_of_models_versions_and_aliases_is_read_by_time()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("churn", Metadata);
        await registry.Ok(HttpMethod.Put, "/api/v1/models/churn/aliases/best", new { version = 1 });
        var then = await Later(registry);
        await registry.Register("churn", Metadata);
        await registry.Ok(HttpMethod.Put, "/api/v1/models/churn/aliases/best", new { version = 2 });
        await registry.Ok(HttpMethod.Patch, "/api/v1/models/churn/versions/1", new { description = "new" });
        await registry.Restart();

        var model = await registry.Ok<RegisteredModel>(HttpMethod.Get, $"/api/v1/models/churn?as_of={then}");
        Assert.Equal((1, 1), (model.LastVersion, model.Aliases["best"]));
        var version = await registry.Ok<ModelVersion>(
            HttpMethod.Get, $"/api/v1/models/churn/aliases/best?as_of={DateTimeOffset.FromUnixTimeMilliseconds(then):o}"
                .Replace("+", "%2B", StringComparison.Ordinal));
        Assert.Equal((1, null, "best"), (version.Version, version.Description, Assert.Single(version.Aliases)));
        await registry.Refused(
            404, "version_not_found", HttpMethod.Get, $"/api/v1/models/churn/versions/2?as_of={then}");
        await registry.Refused(400, "before_trail", HttpMethod.Get, "/api/v1/models/churn?as_of=2020-01-01T00:00:00Z");
        await registry.Refused(
            400, "invalid_request", HttpMethod.Get, "/api/v1/models/churn?as_of=2020-01-01T00:00:00");
        await registry.Refused(400, "invalid_request", HttpMethod.Get, "/api/v1/models/churn?as_of=");

        await registry.Ok(HttpMethod.Delete, "/api/v1/models/churn");
        Assert.Equal(1, (await registry.Ok<ModelVersion>(
            HttpMethod.Get, $"/api/v1/models/churn/versions/1?as_of={then}")).Version);
        var timeline = await registry.Ok<ModelTimeline>(HttpMethod.Get, "/api/v1/models/churn/timeline");
        Assert.Equal([1, 2], timeline.Items.Select(period => period.Version).Order());
        Assert.All(timeline.Items, period => Assert.Equal(ActorKind.Client, period.EndedBy?.Kind));
    }

    [Fact]
    public async Task Verification_names_what_was_done_to_the_files_also_when_the_service_cannot_start()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("churn", Metadata);
        var checkpoint = await registry.Ok<TrailCheckpoint>(HttpMethod.Get, $"{Trail}/checkpoint");
        Assert.True((await registry.Ok<TrailVerification>(HttpMethod.Post, $"{Trail}/verify")).Intact);
        Assert.True((await registry.Ok<TrailVerification>(HttpMethod.Post, $"{Trail}/verify", checkpoint)).Intact);
        var longer = checkpoint with { Sequence = 99 };
        var missing = await registry.Ok<TrailVerification>(HttpMethod.Post, $"{Trail}/verify", longer);
        Assert.Equal(
            (checkpoint.Sequence + 1, TrailFaultKind.Missing), (missing.Fault!.Sequence, missing.Fault.Kind));
        await registry.Refused(
            400, "invalid_request", HttpMethod.Post, $"{Trail}/verify", checkpoint with { Service = "tracking" });

        await registry.Restart();
        var changed = checkpoint with { Hash = new string('1', 64) };
        var rewritten = await registry.Ok<TrailVerification>(HttpMethod.Post, $"{Trail}/verify", changed);
        Assert.Equal(
            (checkpoint.Sequence, TrailFaultKind.Rewritten), (rewritten.Fault!.Sequence, rewritten.Fault.Kind));
        var file = Assert.Single(
            Directory.GetFiles(Path.Combine(registry.Folder, "model_registry", "trail"), "*.jsonl"));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[Array.IndexOf(bytes, (byte)'\n') + 20] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var fault = (await registry.Ok<TrailVerification>(HttpMethod.Post, $"{Trail}/verify")).Fault!;
        Assert.Equal((2, TrailFaultKind.Changed), (fault.Sequence, fault.Kind));
    }

    [Fact]
    public async Task The_program_verifies_the_folder_of_a_service_that_does_not_run()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("churn", Metadata);
        var checkpoint = await registry.Ok<JsonElement>(HttpMethod.Get, $"{Trail}/checkpoint");
        var saved = Path.Combine(registry.Folder, "checkpoint.json");
        await File.WriteAllTextAsync(saved, checkpoint.GetRawText());
        Assert.Equal(69, Verify(registry.Folder).Code);
        await registry.Restart(); // So that the entries are in a file.

        await registry.Restart(folder =>
        {
            Assert.Equal(0, Verify(folder).Code);
            Assert.Equal(0, Verify(folder, "--checkpoint", saved).Code);
            Assert.Equal(78, Verify(folder, "--checkpoint", Path.Combine(folder, "manifest.json")).Code);
            Assert.Equal(78, Verify(folder, "--other").Code);
            Assert.Equal(78, Verify(folder, "--checkpoint", Path.Combine(folder, "none", "checkpoint.json")).Code);
            var none = Path.Combine(folder, "none");
            var absent = Verify(none);
            Assert.Equal(78, absent.Code);
            Assert.Contains($"TAURO_MLOPS_PATH is '{none}'.", absent.Output);
            Assert.False(Directory.Exists(none));
            var file = Directory.GetFiles(Path.Combine(folder, "model_registry", "trail"), "*.jsonl").Single();
            var lines = File.ReadAllLines(file);
            File.WriteAllLines(file, [lines[0], .. lines[2..]]);
            var (code, output) = Verify(folder);
            Assert.Equal(65, code);
            Assert.Contains("\"sequence\":2,\"kind\":\"MISSING\"", output);
            File.WriteAllLines(file, lines);
        });
        Assert.True((await registry.Ok<TrailVerification>(HttpMethod.Post, $"{Trail}/verify")).Intact);
    }

    [Fact]
    public async Task The_documented_commands_verify_the_stored_trail()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/jq")) Assert.Skip("jq is not installed.");
        await using var registry = await RegistryHost.Start();
        await registry.Register("ch\"urn é", Metadata);
        await registry.Restart();
        var page = await File.ReadAllTextAsync(Repository("docs/internals/storage-format.md"));
        var at = page.IndexOf("previous=$(printf", StringComparison.Ordinal);
        var script = page[at..page.IndexOf("```", at, StringComparison.Ordinal)];
        var folder = Path.Combine(registry.Folder, "model_registry");

        var (code, output) = await Shell(script, folder);
        Assert.True(code == 0, output);
        Assert.StartsWith("3 entries, ", output);

        var file = Directory.GetFiles(Path.Combine(folder, "trail"), "*.jsonl").Single();
        var copy = Directory.CreateDirectory(Path.Combine(registry.Folder, "copy", "trail"));
        await File.WriteAllTextAsync(
            Path.Combine(copy.FullName, Path.GetFileName(file)),
            (await File.ReadAllTextAsync(file)).Replace("\"CREATED\",\"kind\":\"model_version\"",
                "\"UPDATED\",\"kind\":\"model_version\"", StringComparison.Ordinal));
        (code, output) = await Shell(script, copy.Parent!.FullName);
        Assert.Equal((1, "entry 2 is wrong\n"), (code, output));
    }

    [Fact]
    public async Task A_consumer_makes_changes_in_the_name_of_its_queue()
    {
        await using var registry = await RegistryHost.Start();
        var runId = new string('a', 32);
        await registry.Register("churn", new { artifact_mode = "NONE", source_run_id = runId });
        var models = registry.Services.GetRequiredService<IModelStore>();
        await Task.Run(async () =>
        {
            CurrentActor.SetSystem("tauro.registry.source-runs");
            await models.RecordSourceRun(new RunId(runId), "FAILED", new EventCursor(7));
        });

        var page = await registry.Ok<TrailPage>(HttpMethod.Get, $"{Trail}?actor=tauro.registry.source-runs");

        var entry = Assert.Single(page.Items);
        Assert.Equal("FAILED", entry.After!.Value.GetProperty("source_run_status").GetString());
        Assert.Equal(new TrailActor(ActorKind.System, Name: "tauro.registry.source-runs"), entry.Actor);
    }

    /// <summary>Returns the time of the last change, after which the clock has moved on.</summary>
    private static async Task<long> Later(RegistryHost registry)
    {
        var last = await registry.Ok<TrailCheckpoint>(HttpMethod.Get, $"{Trail}/checkpoint");
        await RegistryHost.Until(
            () => Task.FromResult(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()), now => now > last.Time);
        return last.Time;
    }

    private static (int Code, string Output) Verify(string folder, params string[] args) =>
        StoreProgram.Run(folder, ["verify-trail", .. args]);

    private static string Repository(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Tauro.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, path);
    }

    private static async Task<(int Code, string Output)> Shell(string script, string folder)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", script])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true,
        })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return (shell.ExitCode, output);
    }
}
