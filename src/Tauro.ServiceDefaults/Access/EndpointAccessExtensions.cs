using Tauro.Contracts.Access;
using Tauro.ServiceDefaults.Access;
using Tauro.Stores.Access;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Says who may call an endpoint. Each endpoint needs exactly one of these.</summary>
public static class EndpointAccessExtensions
{
    /// <summary>Everybody may call it, without credentials. A test lists the endpoints that are so.</summary>
    public static TBuilder IsPublic<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(EndpointAccess.Public);

    /// <summary>Every authenticated principal may call it.</summary>
    public static TBuilder RequiresPrincipal<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(EndpointAccess.Authenticated);

    /// <summary>Administrators may call it.</summary>
    public static TBuilder RequiresAdmin<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(EndpointAccess.Admin);

    /// <summary>One process of Tauro may call it.</summary>
    public static TBuilder RequiresService<TBuilder>(this TBuilder endpoint, string service)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(EndpointAccess.OfService(service));

    /// <summary>Principals who are allowed an action on a type of resource may call it.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoint, AccessAction action, ResourceType type)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(EndpointAccess.Of(new AccessRequirement(action, type)));

    /// <summary>Principals who may change versions, and whose key may move them between stages, may call it.</summary>
    public static TBuilder RequiresPromotion<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(EndpointAccess.Of(new AccessRequirement(
            AccessAction.Update, ResourceType.RegisteredModelVersion, Promotes: true)));
}
