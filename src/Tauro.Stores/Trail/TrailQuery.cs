using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Trail;

namespace Tauro.Stores.Trail;

/// <summary>Selects entries of a trail. A member that is null selects all.</summary>
/// <param name="Resource">
/// A resource, by its present or previous name or by id; with <c>/*</c> at its end, also everything below it.
/// </param>
/// <param name="Action">The action.</param>
/// <param name="Kind">The kind of the resource.</param>
/// <param name="Actor">
/// The name, the account id, the API key or the address of the actor, or <c>CLIENT</c> or <c>SYSTEM</c>.
/// </param>
/// <param name="Since">The earliest time, in Unix milliseconds.</param>
/// <param name="Until">The latest time, in Unix milliseconds.</param>
/// <param name="Descending">Whether the newest entry comes first.</param>
/// <param name="After">The entry after which the page begins, in the order of the page.</param>
/// <param name="CountMax">The entries of a page.</param>
/// <param name="Workspace">The workspace; null for all.</param>
public sealed record TrailQuery(
    string? Resource = null,
    TrailAction? Action = null,
    string? Kind = null,
    string? Actor = null,
    long? Since = null,
    long? Until = null,
    bool Descending = false,
    long? After = null,
    int CountMax = 100,
    WorkspaceName? Workspace = null)
{
    /// <summary>Whether an actor is the one that a query names.</summary>
    public static bool IsBy(TrailActor actor, string wanted) =>
        actor.Name == wanted || actor.Account?.Id == wanted || actor.Account?.KeyId == wanted
        || actor.Address == wanted || ApiName.Get(actor.Kind) == wanted;
}
