using Tauro.Contracts;
using Tauro.Contracts.Events;

namespace Tauro.Stores;

/// <summary>A limit on the number of some things, which is checked when one is added.</summary>
/// <param name="Name">Its name in events and warnings.</param>
/// <param name="Setting">The setting that raises it.</param>
/// <param name="Max">The number of things.</param>
/// <param name="Action">What happens beyond it.</param>
/// <param name="Things">What is counted, as the end of a clause.</param>
/// <param name="Remedy">How to have fewer.</param>
public sealed record CountLimit(
    string Name, string Setting, int Max, LimitAction Action, string Things, string Remedy)
{
    /// <summary>Returns why none can be added; null when one can.</summary>
    /// <param name="count">The number of things without the new one.</param>
    public StoreProblem? Check(int count) => Action == LimitAction.Refuse && count >= Max
        ? StoreProblem.Conflict(
            ProblemCodes.LimitReached, $"{Max} {Things} already, the limit ({Setting}). {Remedy}, or raise the limit.")
        : null;

    /// <summary>Returns the warning for the one that is added; null for none.</summary>
    /// <inheritdoc cref="Check"/>
    public StoreWarning? GetWarning(int count) => count >= Max
        ? new StoreWarning(
            Name, $"More than {Max} {Things}, the limit ({Setting}). {Remedy}, or raise the limit.")
        : null;

    /// <summary>Returns the event for the one that is added, if it is the one that comes to the limit.</summary>
    /// <param name="count">The number of things without the new one.</param>
    /// <param name="resource">The resource that has the things.</param>
    public IEnumerable<LifecycleEvent> GetEvents(int count, string resource) =>
        count == (Action == LimitAction.Refuse ? Max - 1 : Max) ? [new LimitReached(Name, Max, Action, resource)] : [];
}
