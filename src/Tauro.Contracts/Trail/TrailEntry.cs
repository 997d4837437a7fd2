using System.Text.Json;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Trail;

/// <summary>One change of one resource, as kept in a service's trail.</summary>
/// <param name="Sequence">1, 2, 3 … within the service, without gaps.</param>
/// <param name="Time">Unix milliseconds; never less than that of the entry before.</param>
/// <param name="Actor">Who made the change.</param>
/// <param name="Action">What was done.</param>
/// <param name="Kind">The kind of the resource, for example <c>run</c> or <c>model_version</c>.</param>
/// <param name="Resource">The resource, for example <c>models/churn/versions/3</c>.</param>
/// <param name="StableResource">
/// The resource with the id of its model in place of the name, which a rename does not change; absent when it is the
/// same as <paramref name="Resource"/>.
/// </param>
/// <param name="RenamedFrom">The resource before this change, which gave it another name.</param>
/// <param name="Before">
/// The members that changed, as they were; for a deletion, the complete resource; absent for a creation. A member of
/// <paramref name="After"/> that is not here did not exist.
/// </param>
/// <param name="After">
/// The members that changed, as they are; for a creation, the complete resource; absent for a deletion.
/// </param>
/// <param name="Traceparent">W3C trace context of the request that made the change.</param>
/// <param name="Previous">The hash of the entry before; 64 zeros in the first entry.</param>
/// <param name="Hash">The SHA-256 of the entry, <paramref name="Previous"/> included, in hexadecimal digits.</param>
public sealed record TrailEntry(
    long Sequence,
    long Time,
    TrailActor Actor,
    TrailAction Action,
    string Kind,
    string Resource,
    string? StableResource,
    string? RenamedFrom,
    JsonElement? Before,
    JsonElement? After,
    string? Traceparent,
    string Previous,
    string Hash)
{
    /// <summary>The workspace of the resource; absent for <c>default</c>, and for what is in none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorkspaceName Workspace { get; init; }
}
