using Tauro.Stores.Trail;

namespace Tauro.Registry.Api.Policies;

/// <summary>
/// Who makes a request about policies, checks or approvals: its account. While no credentials are checked, it is who
/// the client claims to be.
/// </summary>
internal static class Actor
{
    /// <param name="claimed">The member <c>by</c> of the request.</param>
    public static string? Resolve(string? claimed) =>
        CurrentActor.Value is { Account: not null, Name: { } name } ? name : claimed;
}
