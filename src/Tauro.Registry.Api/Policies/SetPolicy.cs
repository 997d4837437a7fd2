using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Policies;
using Tauro.Registry.Api.Webhooks;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Policies;

internal static class SetPolicy
{
    public static async Task<Results<Ok<Policy>, Invalid, NotFound, Conflict>> Handle(
        string name, NewPolicy body, IPolicyStore store, IOptions<WebhookOptions> options, TimeProvider time,
        CancellationToken cancel)
    {
        // Before names are resolved: the policy may be malformed or have too many hooks.
        if (PolicyRules.Check(name, body) is { } problem) return problem.ToResult<Ok<Policy>>();
        foreach (var (index, rule) in body.Rules.Index())
        {
            if (rule.Type == PolicyRuleType.Hook
                && await WebhookUrls.Check(rule.Url!, options.Value.AllowPrivate, time, cancel) is { } bad)
                return Invalid.Because(ProblemCodes.InvalidPolicy, $"rules[{index}] (HOOK) has a bad url: {bad}");
        }

        return (await store.SetPolicy(name, body with { By = Actor.Resolve(body.By) }, cancel))
            .ToResult(policy => TypedResults.Ok(policy));
    }
}
