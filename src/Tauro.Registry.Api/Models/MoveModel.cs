using Microsoft.AspNetCore.Http.HttpResults;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Models;
using Tauro.Stores.Access;
using Tauro.Stores.Models;

namespace Tauro.Registry.Api.Models;

/// <summary>
/// Moves a model to the workspace of the request: the gateway has checked that there is such a workspace.
/// </summary>
internal static class MoveModel
{
    public static async Task<Results<Ok<RegisteredModel>, Invalid, NotFound, Conflict>> Handle(
        string name, WorkspaceMove body, IModelStore store, CancellationToken cancel) =>
        (await store.MoveModel(name, body.From, CurrentWorkspace.Value, cancel)).ToResult(TypedResults.Ok);
}
