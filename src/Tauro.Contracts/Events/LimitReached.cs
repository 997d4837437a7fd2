namespace Tauro.Contracts.Events;

/// <summary>
/// The number of some things has come to a limit: with <see cref="LimitAction.Warn"/>, one was added beyond it; with
/// <see cref="LimitAction.Refuse"/>, the last one was added that it allows. There is one event each time, not one for
/// each request beyond it.
/// </summary>
/// <param name="Limit"><c>active_runs</c> or <c>versions_per_model</c>.</param>
/// <param name="Max">The limit.</param>
/// <param name="Action">What happens beyond it.</param>
/// <param name="Resource">The resource that has the things: <c>models/{name}</c>; for runs, <c>runs</c>.</param>
public sealed record LimitReached(string Limit, int Max, LimitAction Action, string Resource)
    : LifecycleEvent(Resource);
