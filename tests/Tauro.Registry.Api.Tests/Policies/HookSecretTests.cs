using System.Text;
using Tauro.Contracts;
using Tauro.Contracts.Policies;
using Tauro.Registry.Api.Tests.Webhooks;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Tests.Policies;

/// <summary>The addresses and secrets of hooks.</summary>
public sealed class HookSecretTests
{
    private const string PolicyPath = "/api/v1/registry/policies/prod";
    private const string Version = "/api/v1/models/fraud/versions/1";
    private const string Secret = "a-secret-of-the-hook";
    private const string Url = "https://8.8.8.8/gate";

    [Fact]
    public async Task A_secret_is_never_returned_nor_in_the_trail_the_events_or_a_file()
    {
        await using var registry = await RegistryHost.Start(settings: ("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));
        var set = await Set(registry, new { type = "HOOK", url = Url, secret = Secret });

        Assert.Equal((true, null), (set.Rules[0].HasSecret, set.Rules[0].Secret));
        foreach (var path in new[]
        {
            PolicyPath, PolicyPath + "?version=1", "/api/v1/registry/policies", "/api/v1/registry/trail",
            "/api/v1/registry/events",
        })
        {
            var (status, body) = await registry.Send(HttpMethod.Get, path);
            Assert.Equal(200, status);
            Assert.DoesNotContain(Secret, body.ToString());
            Assert.DoesNotContain("aes-256-gcm", body.ToString());
        }

        Assert.DoesNotContain(Secret, new PolicyRule { Type = PolicyRuleType.Hook, Secret = Secret }.ToString());
        await registry.Restart(folder => Assert.All(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(File.ReadAllBytes(file)))));
        Assert.True((await registry.Ok<Policy>(HttpMethod.Get, PolicyPath)).Rules[0].HasSecret);
    }

    [Fact]
    public async Task A_policy_that_is_set_as_it_was_returned_keeps_the_secret()
    {
        await using var service = await WebhookReceiver.Start();
        service.Reply = """{"allow": true}""";
        await using var registry = await RegistryHost.Start(settings: ("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));
        var hook = new { type = "HOOK", url = service.Address, secret = Secret };
        await Set(registry, hook);
        Assert.Equal(1, (await Set(registry, hook)).Version);
        Assert.Equal(1, (await Set(registry, new { type = "HOOK", url = service.Address, has_secret = true })).Version);
        await Set(
            registry, new { type = "NO_PICKLE" }, new { type = "HOOK", url = service.Address, has_secret = true });
        await Set(registry, new { type = "HOOK", url = service.Address, has_secret = true, on_failure = "ALLOW" });
        await registry.Register("fraud", new { artifact_mode = "NONE" });

        await registry.Ok(HttpMethod.Post, Version + "/stage", new { stage = "PRODUCTION" });
        Assert.StartsWith("v1,", Assert.Single(service.Received).Headers["X-MLflow-Signature"].ToString());

        Assert.Null((await Set(registry, new { type = "HOOK", url = service.Address })).Rules[0].HasSecret);
        await Refused(
            registry, "has_secret, but the policy had no hook", new { type = "HOOK", url = Url, has_secret = true });
    }

    [Fact]
    public async Task A_hook_whose_secret_cannot_be_decrypted_is_not_called()
    {
        await using var service = await WebhookReceiver.Start();
        await using var registry = await RegistryHost.Start(settings: ("TAURO_WEBHOOKS_ALLOW_PRIVATE", "1"));
        await Set(registry, new { type = "HOOK", url = service.Address, secret = Secret });
        await registry.Register("fraud", new { artifact_mode = "NONE" });
        await registry.Restart(folder => File.Delete(
            Directory.EnumerateFiles(folder, "webhooks.key", SearchOption.AllDirectories).Single()));

        var (status, problem) = await registry.Send(
            HttpMethod.Post, Version + "/stage", new { stage = "PRODUCTION" });

        Assert.Equal(409, status);
        Assert.Contains("its secret can't be decrypted", problem.GetProperty("detail").GetString());
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task A_private_address_is_refused_when_it_is_set_and_when_it_is_called()
    {
        await using var service = await WebhookReceiver.Start();
        await using var registry = await RegistryHost.Start();
        foreach (var url in new[] { "https://127.0.0.1/", "https://localhost/", "https://169.254.169.254/latest" })
            await Refused(registry, "must not resolve to a non-public IP address", new { type = "HOOK", url });
        await registry.Register("fraud", new { artifact_mode = "NONE" });

        // As if the name had resolved to another address when the policy was set.
        var store = (IPolicyStore)registry.Services.GetService(typeof(IPolicyStore))!;
        Assert.True((await store.SetPolicy("prod", new NewPolicy(
            PolicyGate.Production, [new PolicyRule { Type = PolicyRuleType.Hook, Url = service.Address }]))).IsOk);
        var (status, problem) = await registry.Send(
            HttpMethod.Post, Version + "/stage", new { stage = "PRODUCTION" });

        Assert.Equal(409, status);
        Assert.Contains("non-public IP address", problem.GetProperty("detail").GetString());
        Assert.Empty(service.Received);
    }

    [Fact]
    public async Task Malformed_hooks_are_refused_with_the_member_and_the_remedy()
    {
        await using var registry = await RegistryHost.Start();
        await Refused(registry, "it needs url", new { type = "HOOK" });
        await Refused(registry, "Allowed schemes are: https", new { type = "HOOK", url = "http://8.8.8.8/" });
        await Refused(registry, "must not use port 25", new { type = "HOOK", url = "https://8.8.8.8:25/" });
        await Refused(registry, "must not contain a user", new { type = "HOOK", url = "https://a:b@8.8.8.8/" });
        foreach (var seconds in new[] { 0, -1, 30.1 })
            await Refused(registry, "give 0.1 to 30", new { type = "HOOK", url = Url, timeout_seconds = seconds });
        await Refused(registry, "secret that is blank", new { type = "HOOK", url = Url, secret = " " });
        await Refused(registry, "but only the members url", new { type = "HOOK", url = Url, people = 1 });
        await Refused(
            registry, "has 6 hooks; the limit is 5", [.. Enumerable.Repeat(new { type = "HOOK", url = Url }, 6)]);
    }

    private static Task<Policy> Set(RegistryHost registry, params object[] rules) =>
        registry.Ok<Policy>(HttpMethod.Put, PolicyPath, new { gate = "PRODUCTION", rules });

    private static async Task Refused(RegistryHost registry, string message, params object[] rules)
    {
        var (status, problem) = await registry.Send(HttpMethod.Put, PolicyPath, new { gate = "PRODUCTION", rules });
        Assert.Equal((400, ProblemCodes.InvalidPolicy), (status, problem.GetProperty("code").GetString()));
        Assert.Contains(message, problem.GetProperty("detail").GetString());
    }
}
