namespace Tauro.Contracts.Trail;

/// <summary>The client, or the part of the service, that made a change.</summary>
/// <param name="Kind">A client, or the service itself.</param>
/// <param name="Address">The address of the client, as the first proxy saw it.</param>
/// <param name="UserAgent">The first 200 characters of the client's user agent.</param>
/// <param name="Name">For the service, the name of the queue or job; for an account, its name at that time.</param>
/// <param name="Account">The account of a client; absent while no credentials are checked.</param>
public sealed record TrailActor(
    ActorKind Kind,
    string? Address = null,
    string? UserAgent = null,
    string? Name = null,
    TrailAccount? Account = null);

/// <summary>The kinds of actors.</summary>
public enum ActorKind
{
    Client,
    System,
}
