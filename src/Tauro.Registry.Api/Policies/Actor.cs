namespace Tauro.Registry.Api.Policies;

/// <summary>
/// Who makes a request about policies, checks or approvals. Until there is identity, it is who the client claims to be.
/// An authenticated principal replaces the claim here, and nowhere else.
/// </summary>
internal static class Actor
{
    /// <param name="claimed">The member <c>by</c> of the request.</param>
    public static string? Resolve(string? claimed) => claimed;
}
