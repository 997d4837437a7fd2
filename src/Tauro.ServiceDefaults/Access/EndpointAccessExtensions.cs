using Tauro.Contracts.Access;
using Tauro.ServiceDefaults.Access;
using Tauro.Stores.Access;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Says who may call an endpoint. Each endpoint needs exactly one of these.</summary>
public static class EndpointAccessExtensions
{
    /// <summary>Everybody may call it, without credentials. A test lists the endpoints that are so.</summary>
    public static TBuilder IsPublic<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        Add(endpoint, EndpointAccess.Public);

    /// <summary>Every authenticated principal may call it.</summary>
    public static TBuilder RequiresPrincipal<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => Add(endpoint, EndpointAccess.Authenticated);

    /// <summary>Administrators may call it.</summary>
    public static TBuilder RequiresAdmin<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => Add(endpoint, EndpointAccess.Admin);

    /// <summary>One process of Tauro may call it.</summary>
    public static TBuilder RequiresService<TBuilder>(this TBuilder endpoint, string service)
        where TBuilder : IEndpointConventionBuilder => Add(endpoint, EndpointAccess.OfService(service));

    /// <summary>
    /// Principals who could be allowed an action on a resource of a type may call it, also without a grant: they could
    /// own one. The guards of the stores decide on the resource that the request names, and leave out of lists what the
    /// principal may not see.
    /// </summary>
    public static TBuilder RequiresOn<TBuilder>(
        this TBuilder endpoint, AccessAction action, ResourceType type)
        where TBuilder : IEndpointConventionBuilder =>
        Add(endpoint, EndpointAccess.OfResource(new AccessRequirement(action, type), isResourceBased: true));

    /// <summary>Principals who are allowed an action on all resources of a type may call it.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, AccessAction action, ResourceType type)
        where TBuilder : IEndpointConventionBuilder =>
        Add(endpoint, EndpointAccess.OfResource(new AccessRequirement(action, type)));

    /// <summary>
    /// Requires access to the events and the trail of a service, which are limited to the workspace of the request: who
    /// may see all of its resources may read them; those of the identity service, only administrators.
    /// </summary>
    public static TBuilder RequiresHistory<TBuilder>(this TBuilder endpoint, string service)
        where TBuilder : IEndpointConventionBuilder => service switch
        {
            "tracking" => endpoint.Requires(AccessAction.Read, ResourceType.Experiment),
            "registry" => endpoint.Requires(AccessAction.Read, ResourceType.RegisteredModel),
            _ => endpoint.RequiresAdmin(),
        };

    /// <summary>Principals who may change versions, and whose key may move them between stages, may call it.</summary>
    public static TBuilder RequiresPromotion<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        Add(endpoint, EndpointAccess.OfResource(new AccessRequirement(
            AccessAction.Update, ResourceType.RegisteredModelVersion, Promotes: true), isResourceBased: true));

    private static TBuilder Add<TBuilder>(TBuilder endpoint, EndpointAccess access)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(access, access.ToPolicy());
}
