using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts;
using Tauro.Contracts.Access;
using Tauro.Contracts.Models;
using Tauro.Registry.Api.Policies;
using Tauro.Registry.Api.Sourcing;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class RegisterVersion
{
    public static async Task<Results<Created<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, NewModelVersion body, IModelStore store, SourceAccess source, Overrides overrides,
        PolicyHooks hooks, HttpContext context, CancellationToken cancel)
    {
        if (overrides.Check(body.Override) is { } refused) return refused.ToResult<Created<ModelVersion>>();
        if (body.ArtifactMode == ArtifactMode.External)
            return Invalid.Because(
                ProblemCodes.InvalidSource,
                "The artifact mode EXTERNAL is for MLflow's clients only; give a source as runs:/{run_id}/{path}.");
        await source.Require(context, body, cancel);
        var mustExist = !context.IsAllowed(AccessAction.Create, ResourceType.RegisteredModel);
        var claimed = body with
        {
            RegisteredBy = Actor.Resolve(body.RegisteredBy), Override = Overrides.Resolve(body.Override),
        };
        var outcome = (await hooks.Decide(
            verdicts => store.RegisterVersion(name, claimed, mustExist, verdicts, cancel), cancel)).WarnIn(context);
        return outcome.ToResult(version => TypedResults.Created(
            $"/api/v1/models/{Uri.EscapeDataString(version.Name)}/versions/{version.Version}", version));
    }
}
