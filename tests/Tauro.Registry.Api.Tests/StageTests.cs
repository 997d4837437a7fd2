using System.Text.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores;

namespace Tauro.Registry.Api.Tests;

/// <summary>Stages that a setting adds to the default ones.</summary>
public sealed class StageTests
{
    private const string Version = "/api/v1/models/fraud/versions/1";
    private const string Mlflow = "/api/2.0/mlflow";

    private static readonly ModelStage Canary = ModelStage.Parse("Canary");
    private static readonly (string, string) Stages = ("Registry:Stages", "Canary, shadow2");

    [Fact]
    public async Task A_version_moves_to_a_custom_stage_and_is_found_there_in_both_APIs()
    {
        await using var registry = await Start();

        var moved = await registry.Ok<JsonElement>(HttpMethod.Post, Version + "/stage", new { stage = "canary" });
        Assert.Equal("CANARY", moved.GetProperty("stage").GetString());
        Assert.Equal(1, (await registry.Ok<ModelVersion>(
            HttpMethod.Get, "/api/v1/models/fraud/versions/latest?stage=CANARY")).Version);
        foreach (var path in new[]
        {
            "/api/v1/model-versions?stage=canary", "/api/v1/models/fraud/versions?stage=CANARY",
            "/api/v1/model-versions?filter=stage%20%3D%20'Canary'",
        })
            Assert.Equal(
                Canary, Assert.Single((await registry.Ok<Page<ModelVersion>>(HttpMethod.Get, path)).Items).Stage);
        Assert.Single((await registry.Ok<Page<RegisteredModel>>(HttpMethod.Get, "/api/v1/models?stage=canary")).Items);
        Assert.Empty((await registry.Ok<Page<RegisteredModel>>(HttpMethod.Get, "/api/v1/models?stage=SHADOW2")).Items);

        var mlflow = await registry.Ok<JsonElement>(
            HttpMethod.Get, Mlflow + "/model-versions/get?name=fraud&version=1");
        Assert.Equal("Canary", mlflow.GetProperty("model_version").GetProperty("current_stage").GetString());
        var latest = await registry.Ok<JsonElement>(
            HttpMethod.Post, Mlflow + "/registered-models/get-latest-versions",
            new { name = "fraud", stages = new[] { "CANARY" } });
        Assert.Single(latest.GetProperty("model_versions").EnumerateArray());

        var events = await registry.Ok<JsonElement>(HttpMethod.Get, "/api/v1/registry/events?limit=1000");
        var changed = events.GetProperty("items").EnumerateArray()
            .Last(item => item.GetProperty("type").GetString() == "tauro.model_version.stage_changed");
        Assert.Equal("CANARY", changed.GetProperty("data").GetProperty("to").GetString());
        await registry.Restart();
        Assert.Equal(Canary, (await registry.Version("fraud", 1)).Stage);
    }

    [Theory]
    [InlineData("canary", "Canary"), InlineData("SHADOW2", "Shadow2"), InlineData("Production", "Production")]
    public async Task MLflow_s_transition_takes_the_name_in_any_letter_case(string sent, string stored)
    {
        await using var registry = await Start();
        var moved = await registry.Ok<JsonElement>(
            HttpMethod.Post, Mlflow + "/model-versions/transition-stage",
            new { name = "fraud", version = "1", stage = sent, archive_existing_versions = false });
        Assert.Equal(stored, moved.GetProperty("model_version").GetProperty("current_stage").GetString());
    }

    [Fact]
    public async Task A_stage_that_there_is_not_is_refused_with_those_that_there_are()
    {
        await using var registry = await Start();
        foreach (var stage in new[] { "LIVE", "REGISTRATION", "canaries" })
        {
            await Refused(HttpMethod.Post, Version + "/stage", new { stage });
            await Refused(HttpMethod.Get, "/api/v1/model-versions?stage=" + stage);
            await Refused(HttpMethod.Get, "/api/v1/models?stage=" + stage);
            await Refused(HttpMethod.Get, "/api/v1/models/fraud/versions/latest?stage=" + stage);
        }

        foreach (var filter in new[] { "stage = 'CANRY'", "NOT (stage IN ('CANARY', 'Live') OR version > 3)" })
        {
            var (code, problem) = await registry.Send(
                HttpMethod.Get, "/api/v1/models/fraud/versions?filter=" + Uri.EscapeDataString(filter));
            Assert.Equal((400, "invalid_filter"), (code, problem.GetProperty("code").GetString()));
            Assert.Contains("expected one of NONE, STAGING", problem.GetProperty("detail").GetString());
        }

        await registry.Ok(HttpMethod.Get, "/api/v1/model-versions?filter=" + Uri.EscapeDataString(
            "stage LIKE 'CANR%' OR stage != 'Canary' AND tags.stage = 'CANRY'"));

        foreach (var gate in new[] { "LIVE", "NONE" })
        {
            await Refused(
                HttpMethod.Put, "/api/v1/registry/policies/p",
                new { gate, rules = new[] { new { type = "NO_PICKLE" } } });
            await Refused(HttpMethod.Post, Version + "/promotion/preview", new { gate });
            await Refused(HttpMethod.Post, Version + "/approvals", new { gate, by = "ana" });
        }

        await registry.Refused(400, "invalid_request", HttpMethod.Post, Version + "/stage", new { stage = "a b" });
        var (status, error) = await registry.Send(
            HttpMethod.Post, Mlflow + "/model-versions/transition-stage",
            new { name = "fraud", version = "1", stage = "Live", archive_existing_versions = false });
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (status, error.GetProperty("error_code").GetString()));
        Assert.Equal(
            "Invalid Model Version stage: Live. Value must be one of None, Staging, Production, Archived, Canary, "
            + "Shadow2.", error.GetProperty("message").GetString());

        async Task Refused(HttpMethod method, string path, object? body = null)
        {
            var (code, problem) = await registry.Send(method, path, body);
            Assert.True(code == 400, $"{method} {path}: {code} {problem}");
            Assert.Equal("invalid_request", problem.GetProperty("code").GetString());
            Assert.EndsWith(
                "STAGING, PRODUCTION, ARCHIVED, CANARY, SHADOW2.", problem.GetProperty("detail").GetString());
        }
    }

    [Fact]
    public async Task A_policy_and_an_approval_can_be_for_a_custom_stage()
    {
        await using var registry = await Start();
        var policy = await registry.Ok<Policy>(
            HttpMethod.Put, "/api/v1/registry/policies/canary",
            new { gate = "CANARY", rules = new[] { new { type = "APPROVALS", people = 1 } } });
        Assert.Equal("CANARY", policy.Gate.ToString());
        await registry.Refused(409, "promotion_refused", HttpMethod.Post, Version + "/stage", new { stage = "CANARY" });
        Assert.False((await registry.Ok<GateVerdict>(
            HttpMethod.Post, Version + "/promotion/preview", new { gate = "CANARY" })).IsAllowed);

        var approval = await registry.Ok<Approval>(
            HttpMethod.Post, Version + "/approvals", new { gate = "CANARY", by = "ana" });
        await registry.Ok(
            HttpMethod.Post, $"{Version}/approvals/{approval.ApprovalId}/approve", new { by = "bo" });

        var moved = await registry.Ok<ModelVersion>(HttpMethod.Post, Version + "/stage", new { stage = "CANARY" });
        Assert.Equal("CANARY", moved.Verdict!.Gate.ToString());
        await registry.Ok(HttpMethod.Post, Version + "/stage", new { stage = "SHADOW2" });
    }

    [Fact]
    public async Task The_timeline_has_custom_stages_between_the_active_and_the_archived_ones()
    {
        await using var registry = await Start();
        foreach (var stage in new[] { "ARCHIVED", "CANARY", "PRODUCTION", "STAGING", "SHADOW2" })
            await registry.Ok(HttpMethod.Post, Version + "/stage", new { stage });

        var timeline = await registry.Ok<ModelTimeline>(HttpMethod.Get, "/api/v1/models/fraud/timeline");

        Assert.Equal(
            ["PRODUCTION", "STAGING", "CANARY", "SHADOW2", "ARCHIVED", "NONE"],
            timeline.Items.Select(period => period.Stage.ToString()));
    }

    [Fact]
    public async Task A_version_that_is_not_ready_does_not_move_to_a_custom_stage()
    {
        await using var registry = await Start();
        await registry.Register("fraud", new { artifact_mode = "UPLOAD" });
        await registry.Refused(
            409, "version_not_ready", HttpMethod.Post, "/api/v1/models/fraud/versions/2/stage",
            new { stage = "CANARY" });
        await registry.Refused(
            400, "invalid_request", HttpMethod.Post, Version + "/stage",
            new { stage = "CANARY", archive_existing = true });
    }

    [Fact]
    public async Task A_stage_that_versions_are_in_cannot_be_removed()
    {
        await using var registry = await Start();
        await registry.Ok(HttpMethod.Post, Version + "/stage", new { stage = "CANARY" });

        var refusal = await Assert.ThrowsAsync<SettingException>(
            () => registry.RestartWith(("Registry:Stages", "Shadow2")));
        Assert.Equal(
            "Registry:Stages is 'Shadow2'. 'fraud/1', and perhaps other versions, are in the stage Canary. Add it "
            + "again, and move them to another stage first.", refusal.Message);

        await registry.RestartWith(Stages);
        await registry.Ok(HttpMethod.Post, Version + "/stage", new { stage = "NONE" });
        await registry.RestartWith();
        Assert.Equal(ModelStage.None, (await registry.Version("fraud", 1)).Stage);
    }

    private static async Task<RegistryHost> Start()
    {
        var registry = await RegistryHost.Start(null, Stages);
        await registry.Register("fraud", new { artifact_mode = "NONE" });
        return registry;
    }
}
