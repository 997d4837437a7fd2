using Tauro.Contracts.Ids;

namespace Tauro.Stores.Access;

/// <summary>
/// The principal of the current request, which the guards of the stores decide on. It flows with the execution
/// context: set it in an async method, and it is valid until that method returns.
/// </summary>
public static class CurrentPrincipal
{
    private static readonly AsyncLocal<RequestPrincipal?> Current = new();

    /// <summary>The principal; null outside of requests, where the service acts by itself and may do everything.
    /// </summary>
    public static Principal? Value => Current.Value?.Principal;

    /// <summary>What the endpoint requires with the resource that the request names; null for nothing.</summary>
    public static AccessRequirement? Requirement => Current.Value?.Requirement;

    /// <summary>
    /// The workspace to which events and the trail are limited for the principal; null for an administrator, who may
    /// read those of all.
    /// </summary>
    public static WorkspaceName? HistoryWorkspace =>
        Value is { } principal && !AccessDecision.DecideForAdmin(principal).IsAllowed ? principal.Workspace : null;

    /// <summary>Sets the principal of a request.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="requirement">What the endpoint requires; null for nothing.</param>
    /// <param name="note">What is reported about the request; null if nothing is.</param>
    public static void Set(Principal principal, AccessRequirement? requirement, RequestNote? note = null) =>
        Current.Value = new RequestPrincipal(principal, requirement, note);

    /// <summary>Notes that the principal may not see a resource that the request names.</summary>
    public static void NoteHidden(string reason)
    {
        if (Current.Value?.Note is { } note) note.HiddenBecause ??= reason;
    }

    /// <summary>Notes that the request has written metric points.</summary>
    public static void NotePoints(int count)
    {
        if (Current.Value?.Note is { } note) note.Points += count;
    }

    private sealed record RequestPrincipal(Principal Principal, AccessRequirement? Requirement, RequestNote? Note);
}
