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
internal sealed class SecretRotator(LocalEngine<RegistryState> engine, SecretKeys keys)
{
    private const string Actor = "rotate-secrets";

    private readonly SortedSet<string> unreadable = new(StringComparer.Ordinal);
    private int encrypted;

    public async Task<RotatedSecrets> Run()
    {
        CurrentActor.SetSystem(Actor);
        keys.AddKey();
        var (webhooks, policies) = await engine.Read(state => (
            state.Webhooks.All.Where(webhook => webhook.Secret is not null).ToList(),
            state.Policies.All.Where(policy => policy.Rules.Any(rule => rule.Secret is not null)).ToList()))
            .ConfigureAwait(false);
        foreach (var webhook in webhooks) await Rotate(webhook).ConfigureAwait(false);
        foreach (var policy in policies) await Rotate(policy).ConfigureAwait(false);
        keys.ForgetOldKeys();
        return new RotatedSecrets(encrypted, [.. unreadable]);
    }

    private async Task Rotate(Webhook webhook)
    {
        var resource = $"webhooks/{webhook.WebhookId}";
        if (Encrypt(webhook.Secret!) is not { } secret) unreadable.Add(resource);
        else await Commit(
            LocalWebhookStore.Write, new WebhookFact.PutWebhook(webhook with { Secret = secret }), resource)
            .ConfigureAwait(false);
    }

    private async Task Rotate(Policy policy)
    {
        var resource = $"policies/{policy.Name}/versions/{policy.Version}";
        List<PolicyRule> rules = [];
        foreach (var rule in policy.Rules)
        {
            var secret = rule.Secret is { } stored ? Encrypt(stored) : null;
            if (secret is null && rule.Secret is not null && IsInUse(policy)) unreadable.Add(resource);
            rules.Add(secret is null ? rule : rule with { Secret = secret });
        }

        if (rules.SequenceEqual(policy.Rules)) return;
        await Commit(LocalPolicyStore.Write, new PolicyFact.PutPolicy(policy with { Rules = rules }), resource)
            .ConfigureAwait(false);
    }

    // A secret that is set again is in the next version.
    private bool IsInUse(Policy policy) =>
        engine.State.Policies.FindLast(policy.Name) is { IsDeleted: false } last && last.Version == policy.Version;

    private async Task Commit<TFact>(Action<RegistryState, Change, TFact> write, TFact fact, string resource)
    {
        var outcome = await new FactCommits<RegistryState, TFact>(engine, write).Commit<bool>(
            (_, _) => Decision<TFact, bool>.From(fact, true), CancellationToken.None).ConfigureAwait(false);
        if (!outcome.IsOk)
            throw new StorageUnavailableException(
                $"The secret of {resource} can't be stored: {outcome.Problem.Message}");
    }

    /// <summary>Encrypts a stored secret again; null if no key decrypts it.</summary>
    private string? Encrypt(string stored)
    {
        if (keys.Decrypt(stored) is not { } secret) return null;
        encrypted++;
        return keys.Encrypt(secret);
    }
}
