using System.Globalization;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Policies;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores;
using Tauro.Stores.Decisions;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

/// <summary>
/// Calls the hooks that a write depends on, before it: the store says which, and accepts their verdicts only for
/// exactly what they were asked about. If that has changed until the write, they are called again.
/// </summary>
internal sealed class PolicyHooks(IServiceProvider services, WebhookSender sender, Entropy entropy)
{
    private const int RoundsMax = 3;

    /// <summary>Makes a write, with the verdicts of the hooks that it needs.</summary>
    /// <param name="write">Makes it with the verdicts so far.</param>
    /// <param name="cancel">Cancels the calls.</param>
    /// <param name="check">
    /// Checks again, before each write with verdicts, what was checked before the first write; null for nothing.
    /// </param>
    public async Task<StoreOutcome<T>> Decide<T>(
        Func<IReadOnlyList<HookEvidence>, ValueTask<StoreOutcome<T>>> write, CancellationToken cancel,
        Func<Task<StoreProblem?>>? check = null)
    {
        IReadOnlyList<HookEvidence> known = [];
        for (var round = 0; ; round++)
        {
            if (known.Count > 0 && check is not null && await check() is { } changed) return changed;
            var outcome = await write(known);
            if (outcome.Problem is not HooksNeeded { Calls: var calls } || round == RoundsMax) return outcome;
            known = [.. known, .. await Task.WhenAll(calls.Select(call => Call(call, cancel)))];
        }
    }

    private async Task<HookEvidence> Call(HookCall call, CancellationToken cancel)
    {
        var policies = services.GetRequiredService<IPolicyStore>();
        var secret = await policies.GetHookSecret(call.Policy, call.PolicyVersion, call.Index, cancel);
        var (status, message) = secret.Problem is { } problem
            ? HookRules.Fail(call.Rule, problem.Message)
            : Read(call.Rule, await sender.Post(
                call.Rule.Url!, secret.Value, entropy.NextUuid(), () => call.Proposal.Body,
                HookRules.GetTimeout(call.Rule), cancel));
        return new HookEvidence(
            call.Policy, call.PolicyVersion, call.Index, call.Proposal.Digest, status, message);
    }

    private static (RuleStatus Status, string Message) Read(PolicyRule rule, WebhookReply reply)
    {
        if (reply.Status is not { } status) return HookRules.Fail(rule, reply.Summary.TrimEnd('.'));
        if ((int)status is < 200 or > 299)
            return HookRules.Fail(rule, string.Create(
                CultureInfo.InvariantCulture, $"its response has the status {(int)status}, not 200"));
        if (!TryRead(reply.Body, out var isAllowed, out var reason))
            return HookRules.Fail(rule, "its response is not {\"allow\": true} or {\"allow\": false} as JSON");
        var because = reason.Length == 0 ? "." : $": {reason}";
        return isAllowed
            ? (RuleStatus.Passed, $"The hook at '{HookRules.HostOf(rule)}' allows it{because}")
            : (RuleStatus.Failed, $"The hook at '{HookRules.HostOf(rule)}' refuses it{because}");
    }

    private static bool TryRead(string? body, out bool isAllowed, out string reason)
    {
        (isAllowed, reason) = (false, "");
        try
        {
            var json = StrictJson.Parse(body ?? "");
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("allow", out var allow)
                || allow.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return false;
            isAllowed = allow.GetBoolean();
            if (json.TryGetProperty("reason", out var given) && given.ValueKind == JsonValueKind.String)
                reason = Shorten(given.GetString()!);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Shorten(string reason) => new(
        [.. reason.Take(Limits.HookReasonLengthMax).Select(c => IsPlain(c) ? c : '?')]);

    // Marks for the direction of text could make a reason read as another one.
    private static bool IsPlain(char c) =>
        !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format;
}
