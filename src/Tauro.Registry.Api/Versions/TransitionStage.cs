using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Models;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Versions;

internal static class TransitionStage
{
    public static async Task<Results<Ok<ModelVersion>, Invalid, NotFound, Conflict>> Handle(
        string name, int version, StageChange body, IModelStore store, CancellationToken cancel) =>
        (await store.TransitionStage(name, version, body.Stage, body.ArchiveExisting, cancel))
            .ToResult(found => TypedResults.Ok(found));
}
