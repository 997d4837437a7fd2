using Microsoft.AspNetCore.Builder;

namespace Tauro.Mlflow;

/// <summary>One route under each of its prefixes: a convention applies to all of them.</summary>
public sealed class MlflowRoute : IEndpointConventionBuilder
{
    private readonly IEndpointConventionBuilder[] endpoints;

    internal MlflowRoute(IEndpointConventionBuilder[] endpoints) => this.endpoints = endpoints;

    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var endpoint in endpoints) endpoint.Add(convention);
    }

    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        foreach (var endpoint in endpoints) endpoint.Finally(finallyConvention);
    }
}
