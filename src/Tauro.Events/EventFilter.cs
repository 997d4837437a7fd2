using System.Collections.Frozen;
using Tauro.Contracts;
using Tauro.Contracts.Events;
using Tauro.Stores;

namespace Tauro.Events;

/// <summary>Filters events by type.</summary>
internal sealed class EventFilter
{
    private readonly FrozenSet<string> types;

    private EventFilter(FrozenSet<string> types) => this.types = types;

    /// <summary>Whether any types are excluded.</summary>
    public bool HasTypes => types.Count > 0;

    public static StoreOutcome<EventFilter> Parse(string[]? types)
    {
        var unknown = types?.FirstOrDefault(type => !EventCatalog.Types.ContainsKey(type));
        return unknown is null
            ? new EventFilter((types ?? []).ToFrozenSet(StringComparer.Ordinal))
            : StoreProblem.Invalid(
                ProblemCodes.InvalidRequest,
                $"type is '{unknown}', which is not an event type. An event type is, for example, tauro.run.ended.");
    }

    public bool Matches(EventRecord record) => types.Count == 0 || types.Contains(record.Type);
}
