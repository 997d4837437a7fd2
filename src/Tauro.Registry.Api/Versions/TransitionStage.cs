using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Registry.Api.Policies;
using Tauro.Stores.Models;
using Tauro.Stores.Policies;

namespace Tauro.Registry.Api.Versions;

internal static class TransitionStage
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, StageChange body, IModelStore store, GateEvidenceReader evidence,
        Overrides overrides, PolicyHooks hooks, CancellationToken cancel)
    {
        if (overrides.Check(body.Override) is { } refused) return refused.ToResult<Ok<ModelVersion>>();
        var read = await evidence.Read(name, version, body.Stage, body.Override, cancel);
        if (read.Problem is { } changed) return changed.ToResult<Ok<ModelVersion>>();
        var move = new StageMove(body.Stage, body.ArchiveExisting, read.Value, Overrides.Resolve(body.Override));
        return (await hooks.Decide(
            verdicts => store.TransitionStage(name, version, move with { Hooks = verdicts }, cancel), cancel,
            () => evidence.CheckAgain(name, version, body.Stage, body.Override, cancel)))
            .ToResult(found => TypedResults.Ok(found));
    }
}
