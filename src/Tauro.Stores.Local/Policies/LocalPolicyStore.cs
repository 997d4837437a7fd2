using Tauro.Contracts;
using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;
using Tauro.Stores.Decisions;
using Tauro.Stores.Filters;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.Registry;
using Tauro.Stores.Local.Secrets;
using Tauro.Stores.Local.State;
using Tauro.Stores.Paging;
using Tauro.Stores.Policies;

namespace Tauro.Stores.Local.Policies;

/// <summary>Policies, checks and approvals in the registry's own folder.</summary>
internal sealed partial class LocalPolicyStore(
    LocalEngine<RegistryState> engine, SecretKeys keys, Entropy entropy) : IPolicyStore
{
    private static readonly RowComparer<Policy> ByName = new((policy => Literal.From(policy.Name), Descending: false));

    private readonly FactCommits<RegistryState, PolicyFact> facts = new(engine, Write);

    public async ValueTask<StoreOutcome<Policy>> SetPolicy(
        string name, NewPolicy policy, CancellationToken cancel = default)
    {
        if (PolicyRules.Check(name, policy) is { } problem) return problem;
        var encrypted = policy with { Rules = Encrypt(engine.State.Policies.FindLast(name), policy.Rules) };
        var set = await facts.Commit((state, now) => PolicyWrites.Set(
            state.Policies.FindLast(name), name, encrypted, state.Policies.Current.Count(), state.Policies.Count, now,
            state.Stages), cancel).ConfigureAwait(false);
        return set.Select(HookSecrets.Hide);
    }

    public ValueTask<StoreOutcome<Policy>> GetPolicy(
        string name, int? version = null, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<Policy>>(state => version is { } number
            ? state.Policies.Find(name, number) is { } found
                ? HookSecrets.Hide(found)
                : new PolicyMissing(name, number)
            : state.Policies.FindLast(name) is { IsDeleted: false } last
                ? HookSecrets.Hide(last)
                : new PolicyMissing(name));

    public ValueTask<StoreOutcome<string?>> GetHookSecret(
        string name, int version, int index, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<string?>>(state =>
            state.Policies.Find(name, version)?.Rules.ElementAtOrDefault(index) is not { } rule
                ? new PolicyMissing(name, version)
                : rule.Secret is null
                    ? StoreOutcome<string?>.Ok(null)
                    : keys.Decrypt(rule.Secret) is { } secret
                        ? StoreOutcome<string?>.Ok(secret)
                        : StoreProblem.Conflict(
                            ProblemCodes.InvalidPolicy,
                            "its secret can't be decrypted with the keys of this registry; set it again"));

    public async ValueTask<StoreOutcome<Policy>> DeletePolicy(
        string name, string? by = null, CancellationToken cancel = default) =>
        (await facts.Commit(
            (state, now) => PolicyWrites.Delete(state.Policies.FindLast(name), name, by, now), cancel)
            .ConfigureAwait(false)).Select(HookSecrets.Hide);

    public ValueTask<StoreOutcome<Page<Policy>>> ListPolicies(PageRequest page, CancellationToken cancel = default) =>
        engine.Read(state => SortedPage.From(
            state.Policies.Current.Select(HookSecrets.Hide), ByName, page, "policies"));

    public ValueTask<StoreOutcome<IReadOnlyList<Policy>>> GetApplying(
        string name, PolicyGate gate, CancellationToken cancel = default) =>
        engine.Read(state => StoreOutcome<IReadOnlyList<Policy>>.Ok(
        [
            .. GateEvaluation.Applying(
                state.Policies.At(gate),
                state.Models.FindByName(name) ?? new RegisteredModel { ModelId = default, Name = name })
                .Select(HookSecrets.Hide),
        ]));

    public ValueTask<StoreOutcome<GateVerdict>> Preview(
        string name, int version, PolicyGate gate, GateEvidence? evidence, CancellationToken cancel = default)
    {
        var now = Now;
        return engine.Read<StoreOutcome<GateVerdict>>(state =>
        {
            if (state.Stages.Check(gate) is { } unknown) return unknown;
            var found = VersionWrites.Find(state.Load(name), name, version);
            if (!found.IsOk) return found.Problem;
            var (loaded, document) = found.Value;
            return (GateInputs.Load(state, gate, name, version, evidence, []) is { } input
                ? GateEvaluation.Evaluate(loaded.Model, document.Version, input, now)
                : null) ?? new GateVerdict(gate, VersionDigest.Get(document.Version), true, []);
        });
    }

    public ValueTask<StoreOutcome<VersionCheck>> PostCheck(
        string name, int version, string check, NewCheck result, CancellationToken cancel = default) =>
        facts.Commit((state, now) =>
        {
            var loaded = state.Load(name);
            var stored = loaded is null
                ? null
                : state.Checks.Find(VersionDocument.KeyOf(loaded.Model.ModelId, version));
            return CheckWrites.Post(loaded, stored, name, version, check, result, now);
        }, cancel);

    public ValueTask<StoreOutcome<IReadOnlyList<VersionCheck>>> ListChecks(
        string name, int version, CancellationToken cancel = default) =>
        engine.Read<StoreOutcome<IReadOnlyList<VersionCheck>>>(state =>
        {
            var found = VersionWrites.Find(state.Load(name), name, version);
            if (!found.IsOk) return found.Problem;
            var digest = VersionDigest.Get(found.Value.Document.Version);
            return StoreOutcome<IReadOnlyList<VersionCheck>>.Ok(
            [
                .. (state.Checks.Find(found.Value.Document.Key)?.Checks ?? [])
                    .Select(check => check with { IsStale = check.Digest != digest }),
            ]);
        });

    /// <summary>Encrypts the secrets of hooks; one that has not changed stays as it is stored.</summary>
    private List<PolicyRule> Encrypt(Policy? last, IReadOnlyList<PolicyRule> rules) =>
    [
        .. rules.Select(rule => rule.Secret is not { } secret
            ? rule
            : rule with
            {
                Secret = HookSecrets.FindSecret(last, rule) is { } stored && keys.Decrypt(stored) == secret
                    ? stored
                    : keys.Encrypt(secret),
            }),
    ];

    private long Now => engine.Time.GetUtcNow().ToUnixTimeMilliseconds();

    internal static void Write(RegistryState state, Change change, PolicyFact fact)
    {
        switch (fact)
        {
            case PolicyFact.PutPolicy put: change.Put(state.Policies, put.Policy); break;
            case PolicyFact.PutChecks put: change.Put(state.Checks, put.Checks); break;
            case PolicyFact.PutApprovals put: change.Put(state.Approvals, put.Approvals); break;
            default: throw new InvalidOperationException($"Not a fact: {fact.GetType().Name}.");
        }
    }
}
