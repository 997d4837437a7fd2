using Microsoft.AspNetCore.Authorization;
using Tauro.Stores.Access;

namespace Tauro.ServiceDefaults.Access;

/// <summary>
/// Who may call an endpoint. Each endpoint has exactly one; an endpoint without one refuses everybody, because it is
/// the fallback of the authorization.
/// </summary>
public sealed class EndpointAccess : IAuthorizationRequirement
{
    private EndpointAccess(
        EndpointAccessKind kind, AccessRequirement? requirement = null, string? service = null,
        bool isResourceBased = false) =>
        (Kind, Requirement, Service, IsResourceBased) = (kind, requirement, service, isResourceBased);

    public EndpointAccessKind Kind { get; }

    /// <summary>What a principal must be allowed; null for other kinds than
    /// <see cref="EndpointAccessKind.Resource"/>.</summary>
    public AccessRequirement? Requirement { get; }

    /// <summary>
    /// Whether a guard of a store decides on the single resource, or limits a list to what the principal may see, so
    /// that the endpoint refuses only those who may do it with none.
    /// </summary>
    public bool IsResourceBased { get; }

    /// <summary>The process that may call it; null for other kinds than
    /// <see cref="EndpointAccessKind.Service"/>.</summary>
    public string? Service { get; }

    internal static EndpointAccess Public { get; } = new(EndpointAccessKind.Public);

    internal static EndpointAccess Authenticated { get; } = new(EndpointAccessKind.Authenticated);

    internal static EndpointAccess Admin { get; } = new(EndpointAccessKind.Admin);

    internal static EndpointAccess OfService(string service) => new(EndpointAccessKind.Service, service: service);

    internal static EndpointAccess OfResource(AccessRequirement requirement, bool isResourceBased = false) =>
        new(EndpointAccessKind.Resource, requirement, isResourceBased: isResourceBased);

    /// <summary>
    /// Returns the policy for the metadata of the endpoint. Requirements in the metadata would not do: the fallback
    /// would refuse the endpoint as well.
    /// </summary>
    internal AuthorizationPolicy ToPolicy() => new([this], []);

    public override string ToString() => Requirement?.ToString() ?? $"{Kind}";
}
