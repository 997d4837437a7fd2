using System.Text.Json;
using System.Text.Json.Serialization;
using Tauro.Contracts.Ids;

namespace Tauro.Contracts.Events;

/// <summary>An event as stored and served: CloudEvents 1.0 attributes with a JSON <c>data</c>.</summary>
/// <param name="Sequence">1, 2, 3 … within its source, without gaps.</param>
/// <param name="Id"><c>{service}/{sequence}</c>: stable, so a consumer can recognize a repeat.</param>
/// <param name="Type">For example <c>tauro.run.ended</c>; see <see cref="EventCatalog"/>.</param>
/// <param name="Source">The service: <c>/tauro/tracking</c> or <c>/tauro/registry</c>.</param>
/// <param name="Subject">The resource that the event is about.</param>
/// <param name="Time">When it was committed.</param>
/// <param name="Data">The members of the event's record.</param>
/// <param name="Traceparent">W3C trace context of the request that caused it, when there was one.</param>
/// <param name="Authtype">
/// What made the change, as in the CloudEvents extension for it: <c>user</c>, <c>service_account</c>, <c>api_key</c> or
/// <c>system</c>; absent while no credentials are checked.
/// </param>
/// <param name="Authid">The account or the API key that made the change.</param>
public sealed record EventRecord(
    long Sequence,
    string Id,
    string Type,
    string Source,
    string Subject,
    DateTimeOffset Time,
    JsonElement Data,
    string? Traceparent = null,
    string? Authtype = null,
    string? Authid = null)
{
    /// <summary>The workspace of the resource; absent for <c>default</c>, and for what is in none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WorkspaceName Workspace { get; init; }

    /// <summary>CloudEvents version.</summary>
    public string Specversion => "1.0";
}
