using System.Text;
using System.Text.Json;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Registry.Api.Tests.Webhooks;

namespace Tauro.Registry.Api.Tests.Policies;

public sealed class PolicyTests
{
    private const string Policies = "/api/v1/registry/policies";
    private const string Version = "/api/v1/models/fraud/versions/1";

    private const string Signed = """
        artifact_path: model
        flavors:
          python_function: {loader_module: mlflow.onnx}
        signature:
          inputs: '[{"type": "double", "name": "x"}]'
          outputs: null
        """;

    private static readonly object Production = new { stage = "PRODUCTION", archive_existing = true };
    private static readonly object Owned = new
    {
        gate = "PRODUCTION", rules = new[] { new { type = "REQUIRED_TAGS", tags = new[] { "owner" } } },
    };

    [Fact]
    public async Task A_policy_has_versions_that_stay_readable()
    {
        await using var registry = await RegistryHost.Start();
        var first = await registry.Ok<Policy>(HttpMethod.Put, $"{Policies}/prod", Owned);
        Assert.Equal((1, PolicyGate.Production), (first.Version, first.Gate));
        Assert.Equal(1, (await registry.Ok<Policy>(HttpMethod.Put, $"{Policies}/prod", Owned)).Version);
        var second = await registry.Ok<Policy>(
            HttpMethod.Put, $"{Policies}/prod",
            new { gate = "STAGING", scope = new { name = "f*" }, rules = new[] { new { type = "NO_PICKLE" } } });
        Assert.Equal((2, "f*"), (second.Version, second.Scope.Name));
        Assert.Equal(["prod"], await Names());
        await registry.Ok(HttpMethod.Delete, $"{Policies}/prod?by=ana");
        Assert.Empty(await Names());
        await registry.Refused(404, "policy_not_found", HttpMethod.Get, $"{Policies}/prod");
        await registry.Refused(404, "policy_not_found", HttpMethod.Delete, $"{Policies}/prod");

        await registry.Restart();
        var deleted = await registry.Ok<Policy>(HttpMethod.Get, $"{Policies}/prod?version=3");
        Assert.Equal((true, "ana"), (deleted.IsDeleted, deleted.By));
        Assert.Equal("owner", Assert.Single(
            (await registry.Ok<Policy>(HttpMethod.Get, $"{Policies}/prod?version=1")).Rules[0].Tags!));
        await registry.Refused(404, "policy_not_found", HttpMethod.Get, $"{Policies}/prod?version=4");
        Assert.Equal(4, (await registry.Ok<Policy>(HttpMethod.Put, $"{Policies}/prod", Owned)).Version);

        async Task<IEnumerable<string>> Names() =>
            (await registry.Ok<Page<Policy>>(HttpMethod.Get, Policies)).Items.Select(policy => policy.Name);
    }

    [Fact]
    public async Task A_bad_policy_is_refused_with_the_rule_and_the_remedy()
    {
        await using var registry = await RegistryHost.Start();
        var (status, problem) = await registry.Send(
            HttpMethod.Put, $"{Policies}/prod",
            new { gate = "PRODUCTION", rules = new object[] { new { type = "METRIC", metric = "auc" } } });
        Assert.Equal((400, "invalid_policy"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(
            "rules[0] (METRIC) has no 'operator'; it needs metric, operator, value.",
            problem.GetProperty("detail").GetString());
        await registry.Refused(
            400, "invalid_request", HttpMethod.Put, $"{Policies}/prod",
            new { gate = "PRODUCTION", rules = new[] { new { type = "VIBES" } } });
        await registry.Refused(400, "invalid_policy", HttpMethod.Put, $"{Policies}/prod",
            new { gate = "PRODUCTION", rules = new object?[] { null } });
        await registry.Refused(400, "invalid_name", HttpMethod.Put, $"{Policies}/a%20b", Owned);
    }

    [Fact]
    public async Task A_promotion_is_refused_with_all_verdicts_until_the_rules_are_met()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { artifact_mode = "NONE" });
        await registry.Ok(HttpMethod.Put, $"{Policies}/prod", Owned);

        var (status, problem) = await registry.Send(HttpMethod.Post, Version + "/stage", Production);
        Assert.Equal((409, "promotion_refused"), (status, problem.GetProperty("code").GetString()));
        var verdict = problem.GetProperty("verdict").Deserialize<GateVerdict>(TauroJson.Options)!;
        var preview = await registry.Ok<GateVerdict>(
            HttpMethod.Post, Version + "/promotion/preview", new { gate = "PRODUCTION" });
        foreach (var given in new[] { verdict, preview })
        {
            Assert.False(given.IsAllowed);
            var rule = Assert.Single(Assert.Single(given.Policies).Rules);
            Assert.Equal(
                new RuleVerdict(
                    PolicyRuleType.RequiredTags, RuleStatus.Failed,
                    "The version does not have the tags 'owner'. Set them."), rule);
        }

        Assert.Equal(ModelStage.None, (await registry.Version("fraud", 1)).Stage);
        await registry.Ok(HttpMethod.Patch, Version, new { tags = new { owner = "ana" } });
        var promoted = await registry.Ok<ModelVersion>(HttpMethod.Post, Version + "/stage", Production);
        Assert.Equal((ModelStage.Production, true), (promoted.Stage, promoted.Verdict!.IsAllowed));
        Assert.True((await registry.Version("fraud", 1)).Verdict!.IsAllowed);
        Assert.Equal(
            ["tauro.policy.set", "tauro.policy.violated", "tauro.model_version.stage_changed"],
            (await Events(registry)).Select(type => type.Type).Intersect(
                ["tauro.policy.set", "tauro.policy.violated", "tauro.model_version.stage_changed"]));
        var moved = (await Events(registry))
            .Single(record => record.Type == "tauro.model_version.stage_changed").Data;
        Assert.Equal(
            ("prod", 1),
            (moved.GetProperty("policies")[0].GetProperty("name").GetString(),
                moved.GetProperty("policies")[0].GetProperty("version").GetInt32()));
        await registry.Ok(HttpMethod.Post, Version + "/stage", new { stage = "ARCHIVED" });
    }

    [Fact]
    public async Task An_override_is_allowed_by_a_setting_only()
    {
        var urgent = new { stage = "PRODUCTION", @override = new { reason = "an outage", by = "ana" } };
        await using (var registry = await RegistryHost.Start())
        {
            await registry.Register("fraud", new { artifact_mode = "NONE" });
            await registry.Refused(409, "override_not_allowed", HttpMethod.Post, Version + "/stage", urgent);
        }

        await using var open = await RegistryHost.Start(null, ("Policies:OverridesAllowed", "true"));
        await open.Register("fraud", new { artifact_mode = "NONE" });
        await open.Ok(HttpMethod.Put, $"{Policies}/prod", Owned);
        var promoted = await open.Ok<ModelVersion>(HttpMethod.Post, Version + "/stage", urgent);
        Assert.Equal(("an outage", false), (promoted.Verdict!.Override!.Reason, promoted.Verdict.IsAllowed));
        var overridden = (await Events(open)).Single(record => record.Type == "tauro.policy.overridden").Data;
        Assert.Equal("ana", overridden.GetProperty("by").GetString());
    }

    [Fact]
    public async Task A_registration_can_be_gated_in_both_APIs()
    {
        await using var registry = await MlflowRegistry.Start();
        await registry.Host.Ok(HttpMethod.Put, $"{Policies}/owned", new
        {
            gate = "REGISTRATION", rules = new[] { new { type = "REQUIRED_TAGS", tags = new[] { "owner" } } },
        });
        await registry.Host.Refused(
            409, "promotion_refused", HttpMethod.Post, "/api/v1/models/fraud/versions", new { artifact_mode = "NONE" });
        await registry.Host.Refused(404, "model_not_found", HttpMethod.Get, "/api/v1/models/fraud");
        await registry.CreateModel("fraud");
        await registry.Refused(
            409, "RESOURCE_CONFLICT", "does not have the tags 'owner'", "model-versions/create",
            new { name = "fraud", source = "s3://bucket/model" });
        await registry.CreateVersion("fraud", ("owner", "ana"));
        Assert.Equal(1, (await registry.Host.Version("fraud", 1)).Version);
    }

    [Fact]
    public async Task An_MLflow_client_is_refused_with_the_sentence()
    {
        await using var registry = await MlflowRegistry.Start();
        await registry.CreateModel("fraud");
        await registry.CreateVersion("fraud");
        await registry.Host.Ok(HttpMethod.Put, $"{Policies}/prod", Owned);
        var move = new { name = "fraud", version = "1", stage = "Production" };
        await registry.Refused(
            409, "RESOURCE_CONFLICT",
            "Version 1 of 'fraud' can't move to PRODUCTION, says the policy 'prod': The version does not have the tags",
            "model-versions/transition-stage", move);
        await registry.Post(
            "model-versions/set-tag", new { name = "fraud", version = "1", key = "owner", value = "a" });
        await registry.Post("model-versions/transition-stage", move);
        Assert.Equal(ModelStage.Production, (await registry.Host.Version("fraud", 1)).Stage);
    }

    [Theory]
    [InlineData(Signed, RuleStatus.Passed, "has a signature")]
    [InlineData("artifact_path: model\n", RuleStatus.Failed, "has no signature")]
    [InlineData("signature: null\nflavors:\n  python_function: {}\n", RuleStatus.Failed, "has no signature")]
    public async Task The_signature_is_read_from_an_uploaded_file(string file, RuleStatus expected, string message)
    {
        await using var registry = await RegistryHost.Start();
        await registry.Ok(HttpMethod.Put, $"{Policies}/signed", NeedsSignature);
        await registry.Register("fraud", new { });
        await registry.Ok(
            HttpMethod.Put, Version + "/artifacts/MLmodel", new ByteArrayContent(Encoding.UTF8.GetBytes(file)));
        await registry.Ok(HttpMethod.Post, Version + "/finalize");
        await CheckSignature(registry, expected, message);
    }

    [Fact]
    public async Task The_signature_of_a_reference_is_read_from_its_run()
    {
        await using var tracking = await FakeTracking.Start();
        tracking["model/MLmodel"] = Encoding.UTF8.GetBytes(Signed);
        await using var registry = await RegistryHost.Start(tracking, ("Resilience:CircuitBreaker", "false"));
        await registry.Ok(HttpMethod.Put, $"{Policies}/signed", NeedsSignature);
        await registry.Register("fraud", new { source = $"runs:/{FakeTracking.RunId}/model" });
        await RegistryHost.Until(
            () => registry.Version("fraud", 1), version => version.Status == ModelVersionStatus.Ready);
        tracking.IsDamaged = true;
        await CheckSignature(registry, RuleStatus.Waiting, "its checksum differs");
        tracking.IsDamaged = false;
        await CheckSignature(registry, RuleStatus.Passed, "has a signature");
    }

    private static readonly object NeedsSignature =
        new { gate = "PRODUCTION", rules = new[] { new { type = "SIGNATURE" } } };

    private static async Task CheckSignature(RegistryHost registry, RuleStatus expected, string message)
    {
        var preview = await registry.Ok<GateVerdict>(
            HttpMethod.Post, Version + "/promotion/preview", new { gate = "PRODUCTION" });
        var rule = Assert.Single(Assert.Single(preview.Policies).Rules);
        Assert.Contains(message, rule.Message, StringComparison.Ordinal);
        Assert.Equal(expected, rule.Status);
        var (status, _) = await registry.Send(HttpMethod.Post, Version + "/stage", Production);
        Assert.Equal(expected == RuleStatus.Passed ? 200 : 409, status);
    }

    private static async Task<List<(string Type, JsonElement Data)>> Events(RegistryHost registry) =>
    [
        .. (await registry.Ok<JsonElement>(HttpMethod.Get, "/api/v1/registry/events?limit=1000"))
            .GetProperty("items").EnumerateArray()
            .Select(item => (item.GetProperty("type").GetString()!, item.GetProperty("data"))),
    ];
}
