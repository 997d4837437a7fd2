using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Registry.Api.Tests.Webhooks;

namespace Tauro.Registry.Api.Tests.Policies;

/// <summary>Hooks of policies, with a real service that they call.</summary>
public sealed class HookTests : IAsyncLifetime
{
    private const string Policy = "/api/v1/registry/policies/prod";
    private const string Version = "/api/v1/models/fraud/versions/1";
    private const string Secret = "a-secret-of-the-hook";
    private const string Allowed = """{"allow": true, "reason": "CHG-17 is approved"}""";

    private static readonly object Production = new { stage = "PRODUCTION" };

    private RegistryHost registry = null!;
    private WebhookReceiver service = null!;

    public async ValueTask InitializeAsync()
    {
        service = await WebhookReceiver.Start();
        service.Reply = Allowed;
        registry = await RegistryHost.Start(settings: ("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));
        await registry.Register(
            "fraud", new { artifact_mode = "NONE", registered_by = "eva", metrics = new { auc = 0.9 } });
    }

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task A_hook_that_allows_it_is_asked_about_what_is_proposed_and_is_in_the_verdict()
    {
        await SetHook(new { type = "HOOK", url = service.Address + "/gate?token=t", secret = Secret });

        var promoted = await registry.Ok<ModelVersion>(HttpMethod.Post, Version + "/stage", Production);

        Assert.Equal(ModelStage.Production, promoted.Stage);
        var rule = Rule(promoted.Verdict!);
        Assert.Equal((PolicyRuleType.Hook, RuleStatus.Passed), (rule.Type, rule.Status));
        Assert.Equal($"The hook at '{new Uri(service.Address).Authority}' allows it: CHG-17 is approved", rule.Message);
        var (headers, body) = Assert.Single(service.Received);
        var proposal = WebhookReceiver.Parse(body);
        Assert.Equal("PRODUCTION", proposal.GetProperty("gate").GetString());
        Assert.Equal("fraud", proposal.GetProperty("model").GetProperty("name").GetString());
        Assert.Equal(1, proposal.GetProperty("version").GetInt32());
        Assert.Equal(promoted.Verdict!.Digest, proposal.GetProperty("digest").GetString());
        Assert.Equal(0.9, proposal.GetProperty("metrics").GetProperty("auc").GetDouble());
        var signed = $"{headers["X-MLflow-Delivery-Id"]}.{headers["X-MLflow-Timestamp"]}.{body}";
        Assert.Equal(
            "v1," + Convert.ToBase64String(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(signed))),
            headers["X-MLflow-Signature"].ToString());
    }

    [Fact]
    public async Task The_verdict_of_the_last_move_stays_with_the_version_and_those_before_in_the_timeline()
    {
        await SetHook(new { type = "HOOK", url = service.Address + "/gate" });
        var promoted = await registry.Ok<ModelVersion>(HttpMethod.Post, Version + "/stage", Production);
        await registry.Restart();

        var found = await registry.Ok<ModelVersion>(HttpMethod.Get, Version);
        Assert.Equal(Serialize(promoted.Verdict!), Serialize(found.Verdict!));
        await registry.Ok(HttpMethod.Post, Version + "/stage", new { stage = "ARCHIVED" });

        Assert.Null((await registry.Ok<ModelVersion>(HttpMethod.Get, Version)).Verdict);
        var timeline = await registry.Ok<ModelTimeline>(HttpMethod.Get, "/api/v1/models/fraud/timeline");
        Assert.Equal(
            [(ModelStage.Production, true), (ModelStage.Archived, false), (ModelStage.None, false)],
            timeline.Items.Select(period => (period.Stage, period.Verdict is not null)));
        Assert.Equal(Serialize(promoted.Verdict!), Serialize(timeline.Items[0].Verdict!));

        static string Serialize(GateVerdict verdict) => JsonSerializer.Serialize(verdict, TauroJson.Options);
    }

    [Fact]
    public async Task A_hook_that_refuses_it_gives_the_reason_in_both_APIs()
    {
        await SetHook(new { type = "HOOK", url = service.Address });
        service.Reply = """{"allow": false, "reason": "CHG-17\nis open", "more": 1}""";

        var (status, problem) = await registry.Send(HttpMethod.Post, Version + "/stage", Production);
        Assert.Equal((409, "promotion_refused"), (status, problem.GetProperty("code").GetString()));
        var rule = Rule(problem.GetProperty("verdict").Deserialize<GateVerdict>(TauroJson.Options)!);
        Assert.Equal(RuleStatus.Failed, rule.Status);
        Assert.EndsWith("refuses it: CHG-17?is open", rule.Message);
        var (mlflow, error) = await registry.Send(
            HttpMethod.Post, "/api/2.0/mlflow/model-versions/transition-stage",
            new { name = "fraud", version = "1", stage = "Production", archive_existing_versions = false });
        Assert.Equal((409, "RESOURCE_CONFLICT"), (mlflow, error.GetProperty("error_code").GetString()));
        Assert.Contains("CHG-17", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("REFUSE", 409), InlineData("ALLOW", 200)]
    public async Task A_hook_that_takes_too_long_refuses_or_allows_as_its_policy_says(string onFailure, int expected)
    {
        await SetHook(new { type = "HOOK", url = service.Address, timeout_seconds = 0.2, on_failure = onFailure });
        service.Gate = new TaskCompletionSource().Task;
        var since = Stopwatch.GetTimestamp();

        var (status, body) = await registry.Send(HttpMethod.Post, Version + "/stage", Production);

        Assert.Equal(expected, status);
        Assert.Contains("no response within 00:00:00.2", Message(body));
        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 0.2, 60);
    }

    [Theory]
    [InlineData(200, "taken", "is not {\"allow\": true}"), InlineData(200, "", "is not {\"allow\": true}")]
    [InlineData(200, """{"allow": "yes"}""", "is not {\"allow\": true}")]
    [InlineData(200, """{"allow": false, "allow": true}""", "is not {\"allow\": true}")]
    [InlineData(200, """{"allow": true, "reason": "\ud800"}""", "is not {\"allow\": true}")]
    [InlineData(200, "[]", "is not {\"allow\": true}"), InlineData(302, Allowed, "has the status 302")]
    [InlineData(500, Allowed, "has the status 500"), InlineData(404, Allowed, "has the status 404")]
    public async Task A_response_that_is_not_a_verdict_is_a_failure(int status, string reply, string message)
    {
        service.Reply = reply;
        foreach (var (onFailure, expected) in new[] { ("REFUSE", 409), ("ALLOW", 200) })
        {
            await SetHook(new { type = "HOOK", url = service.Address, on_failure = onFailure });
            service.Statuses.Enqueue(status);
            var (got, body) = await registry.Send(HttpMethod.Post, Version + "/stage", Production);
            Assert.Equal(expected, got);
            Assert.Contains(message, Message(body));
        }

        Assert.Equal(2, service.Received.Count);
    }

    [Fact]
    public async Task A_hook_without_a_listener_fails()
    {
        var address = service.Address;
        await service.DisposeAsync();
        await SetHook(new { type = "HOOK", url = address });

        var (status, body) = await registry.Send(HttpMethod.Post, Version + "/stage", Production);

        Assert.Equal(409, status);
        Assert.Contains("failed", Message(body));
    }

    [Fact]
    public async Task A_registration_is_decided_too()
    {
        await SetHook(new { type = "HOOK", url = service.Address }, "REGISTRATION");
        service.Reply = """{"allow": false}""";
        await registry.Refused(
            409, "promotion_refused", HttpMethod.Post, "/api/v1/models/fraud/versions", new { artifact_mode = "NONE" });
        await registry.Refused(404, "version_not_found", HttpMethod.Get, "/api/v1/models/fraud/versions/2");
        service.Reply = """{"allow": true}""";

        var version = await registry.Register("fraud", new { artifact_mode = "NONE", tags = new { owner = "eva" } });

        Assert.Equal(2, version.Version);
        Assert.EndsWith("allows it.", Rule(version.Verdict!).Message);
        var proposal = WebhookReceiver.Parse(service.Received.Last().Body);
        Assert.Equal("REGISTRATION", proposal.GetProperty("gate").GetString());
        Assert.Equal("eva", proposal.GetProperty("tags").GetProperty("owner").GetString());
        Assert.False(proposal.TryGetProperty("version", out _));
        await registry.Ok(
            HttpMethod.Post, "/api/2.0/mlflow/model-versions/create", new { name = "fraud", source = "s3://b/m" });
        Assert.Equal(3, service.Received.Count);
    }

    [Fact]
    public async Task A_preview_says_that_it_would_be_called_and_does_not_call_it()
    {
        await SetHook(new { type = "HOOK", url = service.Address, timeout_seconds = 2.5, on_failure = "ALLOW" });

        var preview = await registry.Ok<GateVerdict>(
            HttpMethod.Post, Version + "/promotion/preview", new { gate = "PRODUCTION" });

        Assert.False(preview.IsAllowed);
        Assert.Equal(RuleStatus.Waiting, Rule(preview).Status);
        Assert.Contains("would be called", Rule(preview).Message);
        Assert.Contains("2.5 s. If that fails, the change is allowed.", Rule(preview).Message);
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task A_change_that_other_rules_refuse_or_that_changes_nothing_calls_no_hook()
    {
        await SetPolicy(
            "PRODUCTION", new { type = "HOOK", url = service.Address },
            new { type = "REQUIRED_TAGS", tags = new[] { "owner" } });
        await registry.Refused(409, "promotion_refused", HttpMethod.Post, Version + "/stage", Production);
        Assert.Empty(service.Received);

        await registry.Ok(HttpMethod.Patch, Version, new { tags = new { owner = "eva" } });
        await registry.Ok(HttpMethod.Post, Version + "/stage", Production);
        await registry.Ok(HttpMethod.Post, Version + "/stage", Production);
        Assert.Single(service.Received);
    }

    [Fact]
    public async Task What_changes_during_the_call_is_asked_about_again()
    {
        await SetHook(new { type = "HOOK", url = service.Address });
        var calls = 0;
        service.Responding = () => ++calls == 1 ? SetTag($"{calls}") : Task.CompletedTask;

        await registry.Ok(HttpMethod.Post, Version + "/stage", Production);

        var tags = service.Received.Select(call => WebhookReceiver.Parse(call.Body).GetProperty("tags")).ToList();
        Assert.Equal(2, tags.Count);
        Assert.False(tags[0].TryGetProperty("round", out _));
        Assert.Equal("1", tags[1].GetProperty("round").GetString());
    }

    [Fact]
    public async Task What_changes_during_every_call_is_a_conflict_and_not_made()
    {
        await SetHook(new { type = "HOOK", url = service.Address });
        var calls = 0;
        service.Responding = () => SetTag($"{++calls}");

        await registry.Refused(409, ProblemCodes.ProposalChanged, HttpMethod.Post, Version + "/stage", Production);

        Assert.Equal(3, calls);
        Assert.Equal(ModelStage.None, (await registry.Version("fraud", 1)).Stage);
    }

    [Fact]
    public async Task Another_version_of_the_policy_is_asked_too()
    {
        await SetHook(new { type = "HOOK", url = service.Address + "/first" });
        service.Responding = () =>
            service.Received.Count == 1 ? SetHook(new { type = "HOOK", url = service.Address + "/second" })
                : Task.CompletedTask;

        var promoted = await registry.Ok<ModelVersion>(HttpMethod.Post, Version + "/stage", Production);

        Assert.Equal(2, service.Received.Count);
        Assert.Equal(2, Assert.Single(promoted.Verdict!.Policies).Version);
    }

    [Fact]
    public async Task Many_are_asked_at_once_so_that_none_waits_for_another()
    {
        const int Count = 12;
        var all = new TaskCompletionSource();
        service.Responding = () =>
        {
            if (service.Received.Count == Count) all.TrySetResult();
            return all.Task;
        };
        await SetHook(new { type = "HOOK", url = service.Address, timeout_seconds = 10 });
        for (var i = 2; i <= Count; i++) await registry.Register("fraud", new { artifact_mode = "NONE" });

        await Task.WhenAll(Enumerable.Range(1, Count).Select(version => registry.Ok(
            HttpMethod.Post, $"/api/v1/models/fraud/versions/{version}/stage", Production)));
    }

    private static RuleVerdict Rule(GateVerdict verdict) => Assert.Single(Assert.Single(verdict.Policies).Rules);

    private static string Message(JsonElement body) => body.GetProperty("verdict").GetProperty("policies")[0]
        .GetProperty("rules")[0].GetProperty("message").GetString()!;

    private Task SetTag(string value) => registry.Ok(HttpMethod.Patch, Version, new { tags = new { round = value } });

    private Task SetHook(object rule, string gate = "PRODUCTION") => SetPolicy(gate, rule);

    private Task SetPolicy(string gate, params object[] rules) =>
        registry.Ok(HttpMethod.Put, Policy, new { gate, rules });
}
