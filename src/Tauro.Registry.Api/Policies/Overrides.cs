using Microsoft.Extensions.Options;
using Tauro.Contracts;
using Tauro.Contracts.Policies;
using Tauro.Stores;

namespace Tauro.Registry.Api.Policies;

/// <summary>Decides whether a request may override policies.</summary>
internal sealed class Overrides(IOptions<PolicyOptions> options)
{
    public StoreProblem? Check(PolicyOverride? given) => given is null || options.Value.OverridesAllowed
        ? null
        : StoreProblem.Conflict(
            ProblemCodes.OverrideNotAllowed,
            "This server allows no override of policies. Meet the rules of the policy, or set "
            + "Policies:OverridesAllowed to true.");

    public static PolicyOverride? Resolve(PolicyOverride? given) =>
        given is null ? null : given with { By = Actor.Resolve(given.By)! };
}
