using Tauro.Contracts.Policies;
using Tauro.Stores.Decisions;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Policies;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Webhooks;
using Tauro.Stores.Secrets;
using Tauro.Stores.Trail;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Rotation;

/// <summary>
/// Encrypts the secrets of webhooks and hooks with the newest key, each in a commit of its own. The old keys are
/// forgotten when all of that is durable, so that a crash at any time loses no secret; run it again after one.
/// </summary>
internal sealed class SecretRotator(LocalEngine<RegistryState> engine, Entropy entropy)
{
    private const string Actor = "rotate-secrets";

    private readonly SecretKeys keys = new(engine.Disk, engine.Options.SecretsKeyFile, entropy);
    private readonly List<string> unreadable = [];
    private int encrypted;

    public async Task<RotatedSecrets> Run()
    {
        CurrentActor.SetSystem(Actor);
        keys.Begin();
        var (webhooks, policies) = await engine.Read(state => (
            state.Webhooks.All.Where(webhook => webhook.Secret is not null).ToList(),
            state.Policies.All.Where(policy => policy.Rules.Any(rule => rule.Secret is not null)).ToList()))
            .ConfigureAwait(false);
        foreach (var webhook in webhooks) await Rotate(webhook).ConfigureAwait(false);
        foreach (var policy in policies) await Rotate(policy).ConfigureAwait(false);
        keys.Complete();
        return new RotatedSecrets(encrypted, unreadable);
    }

    private async Task Rotate(Webhook webhook)
    {
        if (Encrypt(webhook.Secret!, $"webhooks/{webhook.WebhookId}") is not { } secret) return;
        var put = new WebhookFact.PutWebhook(webhook with { Secret = secret });
        await Commit(LocalWebhookStore.Write, put).ConfigureAwait(false);
    }

    private async Task Rotate(Policy policy)
    {
        var resource = $"policies/{policy.Name}/versions/{policy.Version}";
        var rules = policy.Rules.Select(rule =>
            rule.Secret is null ? rule : rule with { Secret = Encrypt(rule.Secret, resource) ?? rule.Secret }).ToList();
        var put = new PolicyFact.PutPolicy(policy with { Rules = rules });
        await Commit(LocalPolicyStore.Write, put).ConfigureAwait(false);
    }

    private async Task Commit<TFact>(Action<RegistryState, Change, TFact> write, TFact fact) =>
        await new FactCommits<RegistryState, TFact>(engine, write).Commit<bool>(
            (_, _) => Decision<TFact, bool>.From(fact, true), CancellationToken.None).ConfigureAwait(false);

    private string? Encrypt(string stored, string resource)
    {
        if (keys.Decrypt(stored) is not { } secret)
        {
            unreadable.Add(resource);
            return null;
        }

        encrypted++;
        return keys.Encrypt(secret);
    }
}
