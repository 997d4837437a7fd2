namespace Tauro.ServiceDefaults.Access;

/// <summary>The kinds of <see cref="EndpointAccess"/>.</summary>
public enum EndpointAccessKind
{
    /// <summary>Everybody, without credentials.</summary>
    Public,

    /// <summary>Every authenticated principal; another service or the handler decides on the rest.</summary>
    Authenticated,

    /// <summary>Principals who are allowed something on a type of resource.</summary>
    Resource,

    /// <summary>Administrators.</summary>
    Admin,

    /// <summary>One process of Tauro.</summary>
    Service,
}
